import { deepStrictEqual as equal } from "node:assert/strict";
import { as, type Person } from "./support/people.ts";
import { scratch } from "./support/scratch.ts";

const seed = Deno.readTextFileSync(new URL("../../supabase/seed.sql", import.meta.url));
const whole = {
  samples: 120,
  events: 2,
  tasks: 60,
  crew_assignments: 18,
  shots: 80,
  assets: 400,
  packages: 8,
  user_preferences: 1,
};

Deno.test("the demo brand", async (t) => {
  const { sql, close } = await scratch();
  const counts = async () => {
    const found: Record<string, number> = {};
    for (const table of Object.keys(whole)) found[table] = (await sql.unsafe(`select from public.${table}`)).length;
    return found;
  };
  const load = () => sql.unsafe(seed);

  await t.step("is the catalogue alone while its account does not exist", async () => {
    await load();
    equal(await counts(), {
      samples: 0,
      events: 0,
      tasks: 0,
      crew_assignments: 0,
      shots: 0,
      assets: 0,
      packages: 8,
      user_preferences: 0,
    });
  });

  const [{ id }] = await sql`insert into auth.users (email) values ('demo@fashionos.test') returning id`;
  const demo: Person = { role: "authenticated", claims: { sub: id, role: "authenticated" } };

  await t.step("is whole once it does, and loading it again changes nothing", async () => {
    await load();
    equal(await counts(), whole);
    const fingerprint = async () => {
      const prints: Record<string, string> = {};
      for (const table of Object.keys(whole)) {
        const [row] = await sql.unsafe(
          `select md5(string_agg(t::text, ',' order by t::text)) as hash from public.${table} t`,
        );
        prints[table] = row.hash;
      }
      return prints;
    };
    const first = await fingerprint();
    await load();
    equal([await counts(), await fingerprint()], [whole, first]);
  });

  await t.step("refers only to what is there", async () => {
    equal((await sql`select edge.job_check_integrity()::int as found`)[0].found, 0);
  });

  await t.step("has dependencies that never go round, and every status", async () => {
    const [{ stuck }] = await sql`
      with recursive edges as (
        select t.id, d.value::uuid as before from public.tasks t, jsonb_array_elements_text(t.dependencies) d
      ), reach (id, before) as (
        select id, before from edges union select r.id, e.before from reach r join edges e on e.id = r.before
      ) select count(*)::int as stuck from reach where id = before`;
    equal(stuck, 0);
    const statuses = await sql`select distinct status from public.samples order by 1`;
    equal(statuses.map((row) => row.status), [
      "awaiting",
      "delayed",
      "in_transit",
      "on_set",
      "prepped",
      "received",
      "shot",
    ]);
  });

  await t.step("is loaded by its person in the wire shape", async () => {
    const [row] = await as(sql, demo, (tx) =>
      tx`
      select json_array_length(public.my_samples()) as samples, json_array_length(public.my_assets()) as assets,
        json_array_length(public.my_shots()) as shots, json_array_length(public.my_packages()) as packages,
        (select array_agg(json_array_length(public.my_event(id) -> 'tasks') order by starts_at) from public.events) as tasks`);
    equal({ ...row }, { samples: 120, assets: 400, shots: 80, packages: 8, tasks: [24, 36] });
  });

  await close();
});
