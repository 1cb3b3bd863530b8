// A database in use, at any earlier version, is brought to the newest by the migrations that are missing: nothing in it is lost,
// and it is the same database as one built today.
import { deepStrictEqual as equal, ok } from "node:assert/strict";
import { catalogue } from "./support/catalogue.ts";
import { supabase } from "./support/cli.ts";
import { as, signUp } from "./support/people.ts";
import { databaseOn, migrationFiles, scratch, type Sql } from "./support/scratch.ts";
import { startServer } from "./support/server.ts";

const root = new URL("../../", import.meta.url);
const text = (path: string) => Deno.readTextFileSync(new URL(path, root));
const files = migrationFiles();
/** From here on there are all tables that the demo brand fills. */
const first = files.findIndex((name) => name.endsWith("_gallery.sql"));

/** Rows by table, each as text without its place, whatever their columns are. */
async function rows(sql: Sql): Promise<Record<string, string>> {
  const tables = await sql`select relname as name from pg_class
    where relkind = 'r' and relnamespace = 'public'::regnamespace order by 1`;
  const found: Record<string, string> = {};
  for (const { name } of tables) {
    const [{ all }] = await sql.unsafe(
      `select count(*) || ' ' || coalesce(md5(string_agg(to_jsonb(t)::text, ',' order by to_jsonb(t)::text)), '') as all from public.${name} t`,
    );
    found[name] = all;
  }
  return found;
}

async function inUse(sql: Sql): Promise<void> {
  await sql`insert into auth.users (email) values ('demo@fashionos.test')`;
  await sql.unsafe(text("supabase/seed.sql"));
  const person = await signUp(sql);
  await as(sql, person, async (tx) => {
    await tx`insert into public.assistant_conversations (session_id, message, response, kit_context) values (gen_random_uuid(), 'Hi', '{}', 'media')`;
    await tx`insert into public.analytics_events (event_type, event_data) values ('page_view', '{"by": "ana@maison.fr"}')`;
    await tx`insert into public.user_preferences (conversation_history_retention_days) values (30)`;
  });
}

Deno.test("a database in use is brought up to date from every earlier version", async (t) => {
  const server = await startServer();
  const fresh = await databaseOn(server.url, "migrations");
  const newest = await catalogue(fresh.sql);
  await fresh.close();
  ok(first > 0 && first < files.length - 1);

  for (let at = first; at < files.length - 1; at++) {
    await t.step(`from ${files[at]}`, async () => {
      const { sql, close } = await databaseOn(server.url, "platform");
      for (const name of files.slice(0, at + 1)) await sql.unsafe(text(`supabase/migrations/${name}`));
      await inUse(sql);
      const before = await rows(sql);
      for (const name of files.slice(at + 1)) await sql.unsafe(text(`supabase/migrations/${name}`));
      const after = await rows(sql);
      equal(Object.fromEntries(Object.keys(before).map((name) => [name, after[name]])), before);
      equal(await catalogue(sql), newest);
      await close();
    });
  }
  await server.stop();
});

Deno.test("supabase db push brings a hosted project from the version before to this one, and again changes nothing", async () => {
  const { sql, url, close } = await scratch("platform");
  for (const name of files.slice(0, -1)) await sql.unsafe(text(`supabase/migrations/${name}`));
  const versions = files.map((name) => name.split("_")[0]!);
  await sql.unsafe(`create schema supabase_migrations;
    create table supabase_migrations.schema_migrations (version text primary key, statements text[], name text)`);
  await sql`insert into supabase_migrations.schema_migrations (version) select unnest(${
    versions.slice(0, -1)
  }::text[])`;
  await inUse(sql);
  const before = await rows(sql);

  const pushed = await supabase(url, "db", "push", "--yes");
  equal(pushed.code, 0, pushed.err);
  const recorded = () =>
    sql`select version from supabase_migrations.schema_migrations order by 1`.then((all) =>
      all.map((row) => row.version)
    );
  equal([await recorded(), await rows(sql)], [versions, before]);

  const once = await catalogue(sql);
  const again = await supabase(url, "db", "push", "--yes");
  equal(again.code, 0, again.err);
  equal([await recorded(), await rows(sql), await catalogue(sql)], [versions, before, once]);
  await close();
});
