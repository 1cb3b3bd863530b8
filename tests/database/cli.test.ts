import { deepStrictEqual as equal } from "node:assert/strict";
import { supabase } from "./support/cli.ts";
import { scratch } from "./support/scratch.ts";
import { committedTypes, databaseTypes } from "./support/types.ts";

/** Advice we do not follow, with the reason. */
const accepted: Record<string, string> = JSON.parse(Deno.readTextFileSync(new URL("advice.json", import.meta.url)));

Deno.test("what the Supabase CLI says about the database", async (t) => {
  const { sql, url, close } = await scratch();

  await t.step("its advisors find nothing that is not accepted with a reason", async () => {
    const { out, err } = await supabase(url, "db", "advisors", "--level", "info");
    const advice: { name: string; detail: string }[] = JSON.parse(out || fail(err));
    equal(advice.filter(({ name }) => !(name in accepted)).map(({ name, detail }) => `${name}: ${detail}`), []);
    const given = new Set(advice.map(({ name }) => name));
    equal(Object.keys(accepted).filter((name) => !given.has(name)), [], "accepted, but nobody advises it");
  });

  const checks = await sql`select from pg_available_extensions where name = 'plpgsql_check'`;
  await t.step({
    name: "its linter finds nothing",
    ignore: checks.length === 0, // the npm Postgres has no plpgsql_check; a server that has it is named by SCRATCH_DB_URL
    fn: async () => {
      const { code, out, err } = await supabase(
        url,
        "db",
        "lint",
        "--schema",
        "public,edge",
        "--level",
        "warning",
        "--fail-on",
        "warning",
      );
      equal([code, out.trim()], [0, ""], err);
    },
  });

  await t.step("client/src/database.ts is what it generates", async () => {
    equal(committedTypes(), await databaseTypes(url), "run tests/database/support/types.ts");
  });

  await close();
});

Deno.test("supabase db push applies every migration, and a second time none", async () => {
  const { sql, url, close } = await scratch("platform");
  const first = await supabase(url, "db", "push", "--yes", "--include-seed");
  equal(first.code, 0, first.err);
  const applied = async () =>
    (await sql`select version from supabase_migrations.schema_migrations order by 1`).map((row) => row.version);
  const files = [...Deno.readDirSync(new URL("../../supabase/migrations/", import.meta.url))].map((entry) =>
    entry.name.split("_")[0]
  );
  equal(await applied(), files.sort());
  equal((await sql`select from public.packages`).length, 8);
  equal((await supabase(url, "db", "push", "--yes")).code, 0);
  equal(await applied(), files);
  await close();
});

function fail(message: string): never {
  throw new Error(message);
}
