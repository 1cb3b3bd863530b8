import { deepStrictEqual as equal, ok } from "node:assert/strict";
import { catalogue } from "./support/catalogue.ts";
import { databaseOn, scratch, sourceFiles } from "./support/scratch.ts";
import { startServer } from "./support/server.ts";

const root = new URL("../../", import.meta.url);

Deno.test("sql/ and supabase/migrations/ build the same database", async () => {
  const server = await startServer();
  const [fromSource, fromMigrations] = [
    await databaseOn(server.url, "sql"),
    await databaseOn(server.url, "migrations"),
  ];
  const [source, migrations] = [await catalogue(fromSource.sql), await catalogue(fromMigrations.sql)];
  for (const database of [fromSource, fromMigrations]) await database.close();
  await server.stop();
  ok(source.tables!.length >= 15 && source.policies!.length >= 30, "the comparison must have something to compare");
  for (const kind of Object.keys(source)) equal(migrations[kind], source[kind], kind);
});

Deno.test("every file of sql/ is in the order, once", () => {
  const found: string[] = [];
  const walk = (folder: string) => {
    for (const entry of Deno.readDirSync(new URL(`sql/${folder}`, root))) {
      if (entry.isDirectory) walk(`${folder}${entry.name}/`);
      else if (entry.name.endsWith(".sql")) found.push(`${folder}${entry.name}`);
    }
  };
  walk("");
  equal(sourceFiles().sort(), found.sort());
});

Deno.test("the rules that hold for every table and function", async (t) => {
  const { sql, close } = await scratch();

  await t.step("row level security is on, and there is a policy", async () => {
    const open = await sql`select c.oid::regclass::text from pg_class c
      where c.relkind = 'r' and c.relnamespace::regnamespace::text in ('public', 'edge')
        and (not c.relrowsecurity or not exists (select from pg_policy p where p.polrelid = c.oid))`;
    equal([...open], []);
  });

  await t.step("no grant without a policy that may allow it", async () => {
    const loose = await sql`select c.oid::regclass::text, r.rolname, v.verb
      from pg_class c cross join pg_roles r cross join (values ('SELECT', 'r'), ('INSERT', 'a'), ('UPDATE', 'w'), ('DELETE', 'd')) v (verb, cmd)
      where c.relkind = 'r' and c.relnamespace::regnamespace::text in ('public', 'edge') and r.rolname in ('anon', 'authenticated')
        and has_table_privilege(r.oid, c.oid, v.verb)
        and not exists (select from pg_policy p where p.polrelid = c.oid and p.polcmd in (v.cmd::"char", '*') and r.oid = any (p.polroles))`;
    equal([...loose], []);
  });

  await t.step("every foreign key has an index that begins with its columns", async () => {
    const slow = await sql`select f.conrelid::regclass::text, f.conname from pg_constraint f
      where f.contype = 'f' and f.connamespace::regnamespace::text in ('public', 'edge')
        and not exists (select from pg_index i where i.indrelid = f.conrelid
          and (i.indkey::int2[])[0:cardinality(f.conkey) - 1] operator(pg_catalog.@>) f.conkey)`;
    equal([...slow], []);
  });

  await t.step("every function has an empty search path, and public may run none", async () => {
    const careless = await sql`select p.oid::regprocedure::text from pg_proc p
      where p.pronamespace::regnamespace::text in ('public', 'edge')
        and (not coalesce('search_path=""' = any (p.proconfig), false) or has_function_privilege('public', p.oid, 'execute'))`;
    equal([...careless], []);
  });

  await t.step("a table whose changes make answers stale forgets them at commit", async () => {
    const tables = await sql`
      select t.tgrelid::regclass::text as name, bool_or(p.prosrc ~ 'edge.invalidate') as notes,
        bool_or(p.proname = 'forget_at_commit' and t.tgdeferrable and t.tginitdeferred and t.tgtype & 29 = 29) as forgets
      from pg_trigger t join pg_proc p on p.oid = t.tgfoid
      where p.pronamespace = 'edge'::regnamespace group by 1 order by 1`;
    equal(tables.filter(({ notes, forgets }) => notes !== forgets), []);
    equal(tables.filter(({ notes }) => notes).length, 7);
  });

  await t.step("being an admin lets one read and nothing else", async () => {
    const policies =
      await sql`select tablename, cmd, coalesce(qual, '') || coalesce(with_check, '') as rule from pg_policies
      where schemaname in ('public', 'edge', 'realtime')`;
    const admins = policies.filter(({ rule }) => /is_admin|app_metadata|user_metadata/.test(rule));
    equal(admins.filter(({ cmd }) => cmd !== "SELECT"), []);
    const read = new Set(admins.map(({ tablename }) => tablename));
    const tables =
      await sql`select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`;
    equal(tables.map(({ name }) => name).filter((name) => !read.has(name)), ["packages"], "everybody reads these");
  });

  await t.step("no role that a token can name may change, remove or empty the assistant's log", async () => {
    const held = await sql`
      select r.rolname, p.privilege from pg_roles r cross join unnest(array['UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER']) p (privilege)
      where r.rolname in ('anon', 'authenticated', 'service_role') and (
        has_table_privilege(r.oid, 'public.assistant_conversations', p.privilege)
        or p.privilege = 'UPDATE' and has_any_column_privilege(r.oid, 'public.assistant_conversations', 'UPDATE'))`;
    equal([...held], []);
  });

  await t.step("nobody may empty a table, look around it or put triggers on it", async () => {
    const held = await sql`
      select c.oid::regclass::text, r.rolname, p.privilege
      from pg_class c cross join pg_roles r cross join unnest(array['TRUNCATE', 'TRIGGER', 'REFERENCES']) p (privilege)
      where c.relkind = 'r' and c.relnamespace::regnamespace::text in ('public', 'edge')
        and r.rolname in ('anon', 'authenticated', 'service_role') and has_table_privilege(r.oid, c.oid, p.privilege)`;
    equal([...held], []);
  });

  await t.step("money is bigint, times carry their zone", async () => {
    const odd = await sql`select table_name, column_name, data_type from information_schema.columns
      where table_schema in ('public', 'edge')
        and (data_type in ('money', 'timestamp without time zone') or (column_name ~ '(price|amount|total)$' and data_type <> 'bigint'))`;
    equal([...odd], []);
  });

  await t.step("the people see three tables live, and nobody writes into the topics", async () => {
    const live = await sql`select tablename from pg_publication_tables where pubname = 'supabase_realtime' order by 1`;
    equal(live.map((row) => row.tablename), ["assets", "samples", "tasks"]);
    const identities = await sql`select distinct relreplident::text as identity from pg_class
      where oid in ('public.assets'::regclass, 'public.samples'::regclass, 'public.tasks'::regclass)`;
    equal(identities.map((row) => row.identity), ["d"]); // With row level security, Realtime shows no more of an old row than its key.
    const policies = await sql`select cmd, roles::text[] as roles from pg_policies where schemaname = 'realtime'`;
    equal(policies.map((p) => [p.cmd, p.roles]), [["SELECT", ["authenticated"]]]);
  });

  await close();
});
