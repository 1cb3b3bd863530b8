/** Migrations: our applier has the result that the real CLI has. */
import assert from "node:assert/strict";
import { join } from "node:path";
import type { Sql } from "postgres";
import { migrate } from "../../stack/migrate.ts";
import { projectRoot } from "../../stack/paths.ts";
import { seed } from "../../stack/seed.ts";
import { testProject } from "../support/project.ts";
import { startTestStack } from "../support/stack.ts";

const options = { sanitizeOps: false, sanitizeResources: false };
const migrations = join(testProject.supabase, "migrations");

/** Runs the real CLI on a database, seeing nothing of this machine's configuration. */
async function push(databaseUrl: string, workdir: string): Promise<void> {
  const env = {
    PATH: Deno.env.get("PATH") ?? "",
    HOME: workdir,
    SUPABASE_HOME: join(workdir, "cli"),
    SUPABASE_TELEMETRY_DISABLED: "1",
    DO_NOT_TRACK: "1",
    SUPABASE_NO_KEYRING: "1",
    SUPABASE_NO_UPDATE_NOTIFIER: "1",
    PGSSLMODE: "disable",
  };
  const program = join(projectRoot, "node_modules/.bin/supabase");
  const args = ["--workdir", workdir, "db", "push", `--remote=${databaseUrl}`, "--yes"];
  const { success, stderr } = await new Deno.Command(program, { args, env, clearEnv: true }).output();
  assert.ok(success, new TextDecoder().decode(stderr));
}

/** Every object of the schemas that migrations touch, as text. */
async function catalogue(sql: Sql): Promise<unknown> {
  const [row] = await sql`
    with objects (line) as (
      select concat_ws(' ', 'relation', c.oid::regclass, relkind, relrowsecurity, relacl, reloptions, obj_description(c.oid))
        from pg_class c where relnamespace = 'public'::regnamespace
      union all
      select concat_ws(' ', 'column', attrelid::regclass, attnum, attname, format_type(atttypid, atttypmod), attnotnull,
          attidentity, attgenerated, attacl, pg_get_expr(adbin, adrelid))
        from pg_attribute a join pg_class c on c.oid = attrelid
        left join pg_attrdef d on d.adrelid = attrelid and d.adnum = attnum
        where relnamespace = 'public'::regnamespace and attnum > 0
      union all
      select concat_ws(' ', 'constraint', conrelid::regclass, conname, pg_get_constraintdef(oid))
        from pg_constraint where connamespace = 'public'::regnamespace
      union all
      select concat_ws(' ', 'function', p.oid::regprocedure, proacl, pg_get_userbyid(proowner), md5(pg_get_functiondef(p.oid)))
        from pg_proc p where pronamespace = 'public'::regnamespace
      union all
      select concat_ws(' ', 'view', c.oid::regclass, pg_get_viewdef(c.oid)) from pg_class c
        where relnamespace = 'public'::regnamespace and relkind = 'v'
      union all
      select concat_ws(' ', 'policy', schemaname, tablename, policyname, permissive, roles, cmd, qual, with_check)
        from pg_policies
      union all
      select concat_ws(' ', 'trigger', tgrelid::regclass, pg_get_triggerdef(oid)) from pg_trigger where not tgisinternal
      union all
      select concat_ws(' ', 'published', pubname, schemaname, tablename) from pg_publication_tables)
    select json_agg(line order by line) as lines from objects`;
  return row!.lines;
}

const history = (sql: Sql) => sql`select * from supabase_migrations.schema_migrations order by version`;

Deno.test("migrations leave what `supabase db push` leaves, row for row and object for object", options, async () => {
  const workdir = await Deno.makeTempDir();
  const empty = { supabase: join(workdir, "nothing"), seeded: false };
  const [ours, theirs] = await Promise.all([
    startTestStack({ supabase: testProject.supabase, seeded: false }),
    startTestStack(empty),
  ]);
  await new Deno.Command("cp", { args: ["-r", testProject.supabase, join(workdir, "supabase")] }).output();
  await Deno.writeTextFile(join(workdir, "supabase/config.toml"), 'project_id = "stack"\n');
  await push(theirs.databaseUrl, workdir);
  assert.equal(ours.stack.migrated.length, 2);
  assert.deepEqual([...await history(ours.sql)], [...await history(theirs.sql)]);
  assert.deepEqual(await catalogue(ours.sql), await catalogue(theirs.sql));
  // Each knows what the other has applied.
  await push(ours.databaseUrl, workdir);
  assert.deepEqual(await migrate(theirs.sql, migrations), []);
  assert.equal((await history(ours.sql)).length, 2);
  await ours.stop();
  await theirs.stop();
  await Deno.remove(workdir, { recursive: true });
});

Deno.test("a migration that fails leaves nothing, is named, and can be mended", options, async () => {
  const stack = await startTestStack({ ...testProject, seeded: false });
  const directory = await Deno.makeTempDir();
  const file = join(directory, "20270101000000_half.sql");
  await Deno.writeTextFile(file, "create table public.half (id int); select 1 / 0;");
  await assert.rejects(migrate(stack.sql, directory), /20270101000000_half\.sql: division by zero/);
  const [half] = await stack.sql`select to_regclass('public.half') is null as gone`;
  assert.equal(half!.gone, true);
  await Deno.writeTextFile(
    file,
    "create table public.half (id int); create index concurrently half_id on public.half (id);",
  );
  assert.deepEqual(await migrate(stack.sql, directory), ["20270101000000_half.sql"]);
  assert.deepEqual(await migrate(stack.sql, directory), []);
  await Deno.remove(directory, { recursive: true });
  await stack.stop();
});

Deno.test("a seed that fails is named", options, async () => {
  const stack = await startTestStack({ ...testProject, seeded: false });
  const file = await Deno.makeTempFile({ suffix: "seed.sql" });
  await Deno.writeTextFile(file, "insert into public.nowhere values (1);");
  await assert.rejects(seed(stack.sql, stack.stack.keys, file), /seed\.sql: relation "public.nowhere" does not exist/);
  await Deno.remove(file);
  await stack.stop();
});
