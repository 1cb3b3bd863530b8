import { deepStrictEqual as equal } from "node:assert/strict";
import { admin, anonymous, as, refusal, service, signUp } from "./support/people.ts";
import { denied, rights } from "./support/rights.ts";
import { scratch } from "./support/scratch.ts";

Deno.test("crew_assignments", async (t) => {
  const { sql, close } = await scratch();
  const [owner, member, stranger] = [await signUp(sql), await signUp(sql), await signUp(sql)];
  const people = { owner, member, stranger, anonymous, admin: await admin(sql), service };
  const [event] = await as(sql, owner, (tx) => tx`insert into public.events (starts_at) values (now()) returning *`);
  const [elsewhere] = await as(
    sql,
    stranger,
    (tx) => tx`insert into public.events (starts_at) values (now()) returning *`,
  );
  await as(
    sql,
    owner,
    (tx) => tx`insert into public.event_members (event_id, user_id) values (${event.id}, ${member.id})`,
  );
  const [crew] = await as(
    sql,
    owner,
    (tx) => tx`insert into public.crew_assignments (event_id, name) values (${event.id}, 'Lena') returning *`,
  );

  await t.step("are the event owner's; members and admins look", async () => {
    equal(
      await rights(sql, people, {
        read: (tx) => tx`select * from public.crew_assignments where id = ${crew.id}`,
        add: (tx) => tx`insert into public.crew_assignments (event_id) values (${event.id})`,
        change: (tx) => tx`update public.crew_assignments set roles = '{rigger}' where id = ${crew.id}`,
        moveAway: (tx) => tx`update public.crew_assignments set event_id = ${elsewhere.id} where id = ${crew.id}`,
        remove: (tx) => tx`delete from public.crew_assignments where id = ${crew.id}`,
      }),
      {
        owner: { read: 1, add: 1, change: 1, moveAway: denied, remove: 1 },
        member: { read: 1, add: denied, change: 0, moveAway: 0, remove: 0 },
        stranger: { read: 0, add: denied, change: 0, moveAway: 0, remove: 0 },
        anonymous: { read: denied, add: denied, change: denied, moveAway: denied, remove: denied },
        admin: { read: 1, add: denied, change: 0, moveAway: 0, remove: 0 },
        service: { read: 1, add: 1, change: 1, moveAway: 1, remove: 1 },
      },
    );
  });

  await t.step("refuse what cannot be", async () => {
    const wrong = [{ name: "" }, { available_from: "2026-12-02T00:00:00Z", available_to: "2026-12-01T00:00:00Z" }, {
      roles: Array(21).fill("rigger"),
    }];
    for (const row of wrong) {
      equal(
        await refusal(
          as(
            sql,
            owner,
            (tx) => tx`insert into public.crew_assignments ${tx({ event_id: event.id, ...row } as never)}`,
          ),
        ),
        "23514",
      );
    }
  });

  await close();
});
