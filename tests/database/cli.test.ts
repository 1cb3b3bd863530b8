import { deepStrictEqual as equal } from "node:assert/strict";
import { checkingServer } from "./support/checker.ts";
import { supabase } from "./support/cli.ts";
import { makeNetwork, makeStorage } from "./support/network.ts";
import { scratch } from "./support/scratch.ts";
import { committedTypes, databaseTypes } from "./support/types.ts";

/** Advice we do not follow, with the reason. */
const accepted: Record<"advisors" | "linter", Record<string, string>> = JSON.parse(
  Deno.readTextFileSync(new URL("advice.json", import.meta.url)),
);

/** None where no Postgres with plpgsql_check can be had: then the linter is ignored, and the run says so. */
const checking = await checkingServer();

Deno.test("what the Supabase CLI says about the database", async (t) => {
  const { url, close } = await scratch();

  await t.step("its advisors find nothing that is not accepted with a reason", async () => {
    const { out, err } = await supabase(url, "db", "advisors", "--level", "info");
    const advice: { name: string; detail: string }[] = JSON.parse(out || fail(err));
    const { advisors } = accepted;
    equal(advice.filter(({ name }) => !(name in advisors)).map(({ name, detail }) => `${name}: ${detail}`), []);
    const given = new Set(advice.map(({ name }) => name));
    equal(Object.keys(advisors).filter((name) => !given.has(name)), [], "accepted, but nobody advises it");
  });

  await t.step("client/src/database.ts is what it generates", async () => {
    equal(committedTypes(), await databaseTypes(url), "run tests/database/support/types.ts");
  });

  await close();
});

Deno.test({
  name: "what plpgsql_check says about the functions",
  ignore: checking === undefined,
  async fn(t) {
    const { sql, url, close } = await scratch("migrations", checking);
    await makeNetwork(sql); // The linter reads dynamic statements too, and every project has what they name.
    await makeStorage(sql);

    await t.step("the CLI's linter finds nothing that is not accepted with a reason", async () => {
      const { out, err } = await supabase(url, "db", "lint", "--schema", "public,edge", "--level", "warning");
      type Found = { function: string; issues: { message: string }[] };
      const said = err.includes("No schema errors found") ? "[]" : out || fail(err);
      const found = (JSON.parse(said) as Found[]).flatMap(({ function: name, issues }) =>
        issues.map(({ message }) => `${name}: ${message}`)
      );
      equal(found.sort(), Object.keys(accepted.linter).sort());
    });

    await t.step("nor does it find anything in the triggers, which the CLI passes over", async () => {
      await sql`create extension if not exists plpgsql_check`;
      const found = await sql`
        select distinct t.tgfoid::regprocedure::text as name, t.tgrelid::regclass::text as "on", f.message
        from pg_trigger t join pg_proc p on p.oid = t.tgfoid,
          plpgsql_check_function_tb(t.tgfoid, t.tgrelid, newtable := 'new_rows', oldtable := 'old_rows') f
        where p.pronamespace = 'edge'::regnamespace order by 1, 2`;
      equal([...found], []);
    });

    await close();
  },
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
