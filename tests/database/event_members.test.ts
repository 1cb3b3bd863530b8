import { deepStrictEqual as equal } from "node:assert/strict";
import { keepAll, keptFor } from "./support/live.ts";
import { admin, anonymous, as, service, signUp } from "./support/people.ts";
import { denied, rights } from "./support/rights.ts";
import { scratch } from "./support/scratch.ts";

Deno.test("event_members", async (t) => {
  const { sql, close } = await scratch();
  const [owner, member, other, stranger] = [await signUp(sql), await signUp(sql), await signUp(sql), await signUp(sql)];
  const people = { owner, member, other, stranger, anonymous, admin: await admin(sql), service };
  const [event] = await as(sql, owner, (tx) => tx`insert into public.events (starts_at) values (now()) returning *`);
  await as(
    sql,
    owner,
    (tx) =>
      tx`insert into public.event_members (event_id, user_id) values (${event.id}, ${member.id}), (${event.id}, ${other.id})`,
  );

  await t.step("are the owner's to add and remove; a member may only leave", async () => {
    equal(
      await rights(sql, people, {
        read: (tx) => tx`select * from public.event_members where event_id = ${event.id}`,
        add: (tx) => tx`insert into public.event_members (event_id, user_id) values (${event.id}, ${stranger.id})`,
        change: (tx) => tx`update public.event_members set user_id = ${stranger.id} where user_id = ${member.id}`,
        remove: (tx) => tx`delete from public.event_members where user_id = ${member.id}`,
      }),
      {
        owner: { read: 2, add: 1, change: denied, remove: 1 },
        member: { read: 2, add: denied, change: denied, remove: 1 },
        other: { read: 2, add: denied, change: denied, remove: 0 },
        stranger: { read: 0, add: denied, change: denied, remove: 0 },
        anonymous: { read: denied, add: denied, change: denied, remove: denied },
        admin: { read: 2, add: denied, change: denied, remove: 0 },
        service: { read: 2, add: 1, change: denied, remove: 1 },
      },
    );
  });

  await t.step("who leaves loses their tasks, their access and what was computed from it", async () => {
    const [task] = await as(
      sql,
      owner,
      (tx) => tx`insert into public.tasks (event_id, owner_id) values (${event.id}, ${member.id}) returning *`,
    );
    await keepAll(sql, member.id);
    await as(sql, member, (tx) => tx`delete from public.event_members where user_id = ${member.id}`);
    equal((await sql`select owner_id from public.tasks where id = ${task.id}`)[0].owner_id, null);
    equal(await keptFor(sql, member.id), ["logistics-analyzer", "media-scorer"]);
    equal((await as(sql, member, (tx) => tx`select * from public.tasks`)).length, 0);
  });

  await close();
});
