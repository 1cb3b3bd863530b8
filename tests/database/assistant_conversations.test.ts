import { deepStrictEqual as equal } from "node:assert/strict";
import { admin, anonymous, as, type Person, refusal, service, signUp } from "./support/people.ts";
import { denied, outcome, rights } from "./support/rights.ts";
import { scratch } from "./support/scratch.ts";

Deno.test("assistant_conversations", async (t) => {
  const { sql, close } = await scratch();
  const [owner, stranger] = [await signUp(sql), await signUp(sql)];
  const people = { owner, stranger, anonymous, admin: await admin(sql), service };
  const exchange = {
    session_id: crypto.randomUUID(),
    message: "What blocks us?",
    response: sql.json({ content: "Two samples." }),
    kit_context: "logistics",
  };
  const [said] = await as(
    sql,
    owner,
    (tx) => tx`insert into public.assistant_conversations ${tx(exchange)} returning *`,
  );

  await t.step("are written once and then nobody's to change or remove", async () => {
    equal(
      await rights(sql, people, {
        read: (tx) => tx`select * from public.assistant_conversations where id = ${said.id}`,
        add: (tx) => tx`insert into public.assistant_conversations ${tx({ ...exchange, user_id: owner.id })}`,
        change: (tx) => tx`update public.assistant_conversations set message = 'Nothing' where id = ${said.id}`,
        remove: (tx) => tx`delete from public.assistant_conversations where id = ${said.id}`,
      }),
      {
        owner: { read: 1, add: 1, change: denied, remove: denied },
        stranger: { read: 0, add: denied, change: denied, remove: denied },
        anonymous: { read: denied, add: denied, change: denied, remove: denied },
        admin: { read: 1, add: denied, change: denied, remove: denied },
        service: { read: 1, add: 1, change: denied, remove: denied },
      },
    );
  });

  await t.step("cannot be written with a date or a thumb", async () => {
    for (const forged of [{ created_at: "2020-01-01T00:00:00Z" }, { helpful: true }]) {
      equal(
        await outcome(
          sql,
          owner,
          (tx) => tx`insert into public.assistant_conversations ${tx({ ...exchange, ...forged } as never)}`,
        ),
        denied,
      );
    }
  });

  await t.step("stay as they were even for the tables' owner", async () => {
    equal(
      await refusal(sql`update public.assistant_conversations set message = 'Nothing' where id = ${said.id}`.then()),
      denied,
    );
  });

  await t.step("get their thumb once, from their own person", async () => {
    const rate = (who: Person, id: string, helpful: boolean | null = true) =>
      refusal(as(sql, who, (tx) => tx`select public.rate_conversation(${id}, ${helpful})`));
    equal(await rate(stranger, said.id), "PT404");
    equal(await rate(people.admin, said.id), "PT404");
    equal(await rate(anonymous, said.id), denied);
    equal(await rate(owner, crypto.randomUUID()), "PT404");
    equal(await rate(owner, said.id, null), "PT400");
    const rated = await Promise.all(Array.from({ length: 5 }, () => rate(owner, said.id)));
    equal(rated.sort(), ["PT409", "PT409", "PT409", "PT409", "allowed"]);
    equal((await sql`select helpful from public.assistant_conversations where id = ${said.id}`)[0].helpful, true);
  });

  await t.step("refuse an empty message and one over 4000 characters", async () => {
    for (const message of ["", "x".repeat(4001)]) {
      equal(
        await refusal(
          as(sql, owner, (tx) => tx`insert into public.assistant_conversations ${tx({ ...exchange, message })}`),
        ),
        "23514",
      );
    }
  });

  await t.step("go when their person wants them kept no longer, 90 days where they have not said", async () => {
    const [brief, long] = [await signUp(sql), await signUp(sql)];
    await as(
      sql,
      brief,
      (tx) => tx`insert into public.user_preferences (conversation_history_retention_days) values (1)`,
    );
    await as(
      sql,
      long,
      (tx) => tx`insert into public.user_preferences (conversation_history_retention_days) values (3650)`,
    );
    for (const { id } of [brief, long, stranger]) {
      for (const age of ["2 days", "91 days"]) {
        await sql`insert into public.assistant_conversations ${sql({ ...exchange, user_id: id })}`;
        await sql`alter table public.assistant_conversations disable trigger conversations_stay_as_they_were`;
        await sql`update public.assistant_conversations set created_at = now() - ${age}::interval where user_id = ${id} and created_at > now() - interval '1 day'`;
        await sql`alter table public.assistant_conversations enable trigger conversations_stay_as_they_were`;
      }
    }
    const [{ gone }] = await sql`select edge.job_purge_conversations()::int as gone`;
    const left = async (id: string) =>
      (await sql`select from public.assistant_conversations where user_id = ${id}`).length;
    equal([gone, await left(brief.id), await left(stranger.id), await left(long.id), await left(owner.id)], [
      3,
      0,
      1,
      2,
      1,
    ]);
  });

  await close();
});
