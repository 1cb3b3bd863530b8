import { deepStrictEqual as equal, ok } from "node:assert/strict";
import { keepAll } from "./support/live.ts";
import { anonymous, as, type Person, refusal, service, signUp } from "./support/people.ts";
import { scratch, type Sql } from "./support/scratch.ts";

Deno.test("one's own data", async (t) => {
  const { sql, close } = await scratch();
  const [owner, colleague] = [await signUp(sql), await signUp(sql)];
  for (const who of [owner, colleague]) await live(sql, who);
  const [shared] = await sql`select id from public.events where user_id = ${colleague.id}`;
  await sql`insert into public.event_members (event_id, user_id) values (${shared.id}, ${owner.id})`;
  await sql`insert into public.tasks (event_id, owner_id, name) values (${shared.id}, ${owner.id}, 'Help out')`;

  await t.step("the export names every table that refers to people, and has the person's rows of it", async () => {
    const exported = await exportOf(sql, owner);
    const tables = await tablesAboutPeople(sql);
    ok(tables.length >= 13);
    for (const { schema, table, column } of tables) {
      ok(table in exported, `${schema}.${table} refers to people but is not in export_my_data()`);
      const [{ n }] = await sql.unsafe(
        `select count(*)::int as n from ${schema}.${table} where ${column} = '${owner.id}'`,
      );
      ok(n > 0, `the test must have a row of its person in ${schema}.${table}`);
      ok(exported[table].length >= n, `${table} is exported in part`);
    }
  });

  await t.step("and every table that hangs on such a table", async () => {
    const exported = await exportOf(sql, owner);
    const hanging = await sql`
      with recursive about (id) as (
        select 'auth.users'::regclass::oid
        union select f.conrelid from pg_constraint f join about a on f.contype = 'f' and f.confrelid = a.id
      )
      select c.relname as name from about a join pg_class c on c.oid = a.id
      where c.relnamespace::regnamespace::text in ('public', 'edge') order by 1`;
    const missing = hanging.map(({ name }) => name).filter((name) => !(name in exported));
    equal(missing, ["announced_deadlines"], "which holds nothing but that a task's own deadline was announced");
    ok(exported.crew_assignments.length > 0);
  });

  await t.step("a column named like a person is a foreign key to them", async () => {
    const loose =
      await sql`select a.attrelid::regclass::text as table, a.attname as column from pg_attribute a join pg_class c on c.oid = a.attrelid
      where c.relkind = 'r' and c.relnamespace::regnamespace::text in ('public', 'edge') and a.attnum > 0 and a.attname ~ '(user|owner|member|person)_id$'
        and not exists (select from pg_constraint f where f.conrelid = c.oid and f.confrelid = 'auth.users'::regclass and f.conkey = array[a.attnum])`;
    equal([...loose], []);
  });

  await t.step("the export holds nothing of anybody else", async () => {
    const exported = await exportOf(sql, owner);
    delete exported.tasks; // a task they own on a colleague's event names that event
    delete exported.event_members;
    equal(JSON.stringify(exported).includes(colleague.id), false);
    equal(exported.account.id, owner.id);
  });

  await t.step("is for signed-in people who exist", async () => {
    const ghost: Person = { role: "authenticated", claims: { sub: crypto.randomUUID(), role: "authenticated" } };
    for (const call of ["export_my_data", "delete_my_account"]) {
      equal(await refusal(as(sql, ghost, (tx) => tx.unsafe(`select public.${call}()`))), "PT401");
      equal(await refusal(as(sql, anonymous, (tx) => tx.unsafe(`select public.${call}()`))), "42501");
      equal(await refusal(as(sql, service, (tx) => tx.unsafe(`select public.${call}()`))), "42501");
    }
  });

  await t.step("deleting the account leaves no trace of it in any table", async () => {
    const before = await rowsNaming(sql, colleague.id);
    await as(sql, owner, (tx) => tx`select public.delete_my_account()`);
    equal(await rowsNaming(sql, owner.id), {});
    const { "public.event_members": _, ...kept } = await rowsNaming(sql, colleague.id);
    equal(kept, before);
    equal((await sql`select name, owner_id from public.tasks where name = 'Help out'`).map((row) => row.owner_id), [
      null,
    ]);
    equal((await sql`select from public.analytics_events where user_id is null and session_id is null`).length, 1);
    equal(await refusal(as(sql, owner, (tx) => tx`select public.delete_my_account()`)), "PT401");
  });

  await close();
});

// deno-lint-ignore no-explicit-any
async function exportOf(sql: Sql, who: Person): Promise<Record<string, any>> {
  const [row] = await as(sql, who, (tx) => tx`select public.export_my_data() as data`);
  return row.data;
}

/** Every table of ours with a foreign key to auth.users, and the column. */
async function tablesAboutPeople(sql: Sql): Promise<{ schema: string; table: string; column: string }[]> {
  const rows = await sql`
    select c.relnamespace::regnamespace::text as schema, c.relname as table, a.attname as column
    from pg_constraint f join pg_class c on c.oid = f.conrelid join pg_attribute a on a.attrelid = c.oid and a.attnum = f.conkey[1]
    where f.contype = 'f' and f.confrelid = 'auth.users'::regclass and c.relnamespace::regnamespace::text in ('public', 'edge')
    order by 1, 2`;
  return rows.map(({ schema, table, column }) => ({ schema, table, column }));
}

/** How many rows of each table, accounts included, hold this id anywhere. */
async function rowsNaming(sql: Sql, id: string): Promise<Record<string, number>> {
  const tables = await sql`select c.oid::regclass::text as name from pg_class c
    where c.relkind = 'r' and c.relnamespace::regnamespace::text in ('public', 'edge', 'auth') order by 1`;
  const counts: Record<string, number> = {};
  for (const { name } of tables) {
    const full = name.includes(".") ? name : `public.${name}`;
    const [{ n }] = await sql.unsafe(`select count(*)::int as n from ${full} t where t::text like '%${id}%'`);
    if (n > 0) counts[full] = n;
  }
  return counts;
}

/** A life in the workspace: at least one row in every table. */
async function live(sql: Sql, who: Person & { id: string }): Promise<void> {
  await as(sql, who, async (tx) => {
    await tx`insert into public.samples (name) values ('Silk dress')`;
    const [event] = await tx`insert into public.events (starts_at) values (now()) returning id`;
    await tx`insert into public.tasks (event_id, owner_id) values (${event.id}, ${who.id})`;
    await tx`insert into public.crew_assignments (event_id, name) values (${event.id}, 'Lena')`;
    const [shot] = await tx`insert into public.shots (name) values ('Look 1') returning id`;
    await tx`insert into public.assets (shot_id) values (${shot.id})`;
    await tx`insert into public.user_preferences (default_kit) values ('media')`;
    await tx`insert into public.analytics_events (event_type, session_id) values ('page_view', gen_random_uuid())`;
    await tx`insert into public.assistant_conversations (session_id, message, response, kit_context) values (gen_random_uuid(), 'Hi', '{}', 'media')`;
  });
  await keepAll(sql, who.id);
  await as(sql, service, (tx) => tx`select public.edge_admit(${who.id}, 'media-scorer')`);
  await as(
    sql,
    service,
    (tx) => tx`select public.edge_record(${who.id}, 'media-scorer', gen_random_uuid(), 200, 5, false)`,
  );
}
