import { deepStrictEqual as equal } from "node:assert/strict";
import { keepAll, keptFor } from "./support/live.ts";
import { admin, anonymous, refusal, service, signUp } from "./support/people.ts";
import { denied, rights } from "./support/rights.ts";
import { scratch } from "./support/scratch.ts";

Deno.test("assistant_insights", async (t) => {
  const { sql, close } = await scratch();
  const [owner, stranger] = [await signUp(sql), await signUp(sql)];
  const people = { owner, stranger, anonymous, admin: await admin(sql), service };
  await keepAll(sql, owner.id);

  await t.step("are read by their person, written by the service alone", async () => {
    equal(
      await rights(sql, people, {
        read: (tx) =>
          tx`select * from public.assistant_insights where user_id = ${owner.id} and insight_type = 'media-scorer'`,
        add: (tx) =>
          tx`insert into public.assistant_insights (user_id, insight_type, context_id, data, expires_at)
          values (${owner.id}, 'media-scorer', 'other', '{}', now())`,
        change: (tx) => tx`update public.assistant_insights set data = '{}' where insight_type = 'media-scorer'`,
        remove: (tx) => tx`delete from public.assistant_insights where insight_type = 'media-scorer'`,
      }),
      {
        owner: { read: 1, add: denied, change: denied, remove: denied },
        stranger: { read: 0, add: denied, change: denied, remove: denied },
        anonymous: { read: denied, add: denied, change: denied, remove: denied },
        admin: { read: 1, add: denied, change: denied, remove: denied },
        service: { read: 1, add: 1, change: 1, remove: 1 },
      },
    );
  });

  await t.step("are one per person, type and context, of a type there is", async () => {
    const add = (type: string) =>
      refusal(sql`insert into public.assistant_insights (user_id, insight_type, context_id, data, expires_at)
      values (${owner.id}, ${type}, 'all', '{}', now())`.then());
    equal([await add("media-scorer"), await add("horoscope")], ["23505", "23514"]);
  });

  await t.step("are purged when they expire, not before", async () => {
    await sql`update public.assistant_insights set expires_at = now() - interval '1 second' where insight_type = 'recommendations'`;
    equal((await sql`select edge.job_purge_insights()::int as gone`)[0].gone, 1);
    equal(await keptFor(sql, owner.id), ["events-optimizer", "logistics-analyzer", "media-scorer"]);
  });

  await close();
});
