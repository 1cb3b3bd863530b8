import { deepStrictEqual as equal } from "node:assert/strict";
import { sentBy } from "./support/live.ts";
import { as, type Person, signUp } from "./support/people.ts";
import { scratch } from "./support/scratch.ts";

Deno.test("the machinery", async (t) => {
  const { sql, close } = await scratch();

  await t.step("which kinds are behind a type and which types come from a kind is one relation", async () => {
    const pairs = await sql`
      select k.kind, t.type, t.type = any (edge.types_from(k.kind)) as forth, k.kind = any (edge.kinds_behind(t.type)) as back
      from unnest(array['samples', 'events', 'assets']) k (kind),
        unnest(array['logistics-analyzer', 'events-optimizer', 'media-scorer', 'recommendations']) t (type)`;
    equal(pairs.filter(({ forth, back }) => forth !== back), []);
    equal(pairs.filter(({ forth }) => forth).length, 6);
  });

  await t.step("only the signed app_metadata makes an admin", async () => {
    const { id } = await signUp(sql);
    const isAdmin = async (claims: Record<string, unknown>) => {
      const who: Person = { role: "authenticated", claims: { sub: id, role: "authenticated", ...claims } };
      return (await as(sql, who, (tx) => tx`select edge.is_admin() as yes`))[0].yes;
    };
    equal(await isAdmin({ app_metadata: { role: "admin" } }), true);
    for (
      const claims of [{}, { user_metadata: { role: "admin" } }, { app_metadata: { role: "Admin" } }, {
        app_metadata: ["admin"],
      }, { user_role: "admin" }]
    ) {
      equal(await isAdmin(claims), false, JSON.stringify(claims));
    }
  });

  await t.step("a statement's events are counted per topic and event, and keep their order", async () => {
    const list = [
      ...Array.from({ length: 21 }, (_, n) => ({ topic: "samples:a", event: "sample_added", payload: { id: `${n}` } })),
      { topic: "samples:b", event: "sample_added", payload: { id: "alone" } },
      { topic: "samples:a", event: "sample_removed", payload: { id: "other" } },
    ];
    equal(await sentBy(sql, () => sql`select edge.announce(${sql.json(list)})`), [
      { topic: "samples:a", event: "sample_added", payload: { count: 21 } },
      { topic: "samples:b", event: "sample_added", payload: { id: "alone" } },
      { topic: "samples:a", event: "sample_removed", payload: { id: "other" } },
    ]);
  });

  await t.step("pg_cron, where it is, is asked once to run the jobs each minute", async () => {
    await sql.unsafe(`create schema cron; create table cron.asked (name text primary key, schedule text, command text);
      create function cron.schedule(text, text, text) returns bigint language sql
      as 'insert into cron.asked values ($1, $2, $3) on conflict (name) do update set schedule = $2, command = $3 returning 1::bigint'`);
    const schedule = Deno.readTextFileSync(new URL("../../sql/jobs/schedule.sql", import.meta.url));
    for (let times = 0; times < 2; times++) await sql.unsafe(schedule);
    equal([...await sql`select * from cron.asked`], [{
      name: "fashionos-jobs",
      schedule: "* * * * *",
      command: "select edge.run_due_jobs()",
    }]);
  });

  await close();
});
