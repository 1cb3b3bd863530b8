import { deepStrictEqual as equal } from "node:assert/strict";
import { scratch } from "./support/scratch.ts";

const here = new URL("./", import.meta.url);

Deno.test("uncovered.txt names what no test speaks of", async () => {
  const { sql, close } = await scratch();
  const things = await sql`
    select 'table ' || c.oid::regclass as thing, c.relname as name from pg_class c
    where c.relkind = 'r' and c.relnamespace::regnamespace::text in ('public', 'edge')
    union all
    select 'function ' || p.oid::regprocedure, p.proname from pg_proc p
    where p.pronamespace::regnamespace::text in ('public', 'edge') and p.prorettype <> 'trigger'::regtype
    order by 1`;
  await close();

  const tests = [...Deno.readDirSync(here)].filter((entry) =>
    entry.name.endsWith(".test.ts") && entry.name !== "uncovered.test.ts"
  );
  const spoken = tests.map((entry) => Deno.readTextFileSync(new URL(entry.name, here))).join("\n");
  const files = new Set(tests.map((entry) => entry.name));
  const uncovered = things.filter(({ thing, name }) =>
    thing.startsWith("table ") && !thing.includes(".")
      ? !files.has(`${name}.test.ts`)
      : !new RegExp(`\\b${name}\\b`).test(spoken)
  );

  const listed = Deno.readTextFileSync(new URL("uncovered.txt", here)).split("\n").filter((line) =>
    line !== "" && !line.startsWith("#")
  );
  equal(listed.map((line) => line.split(": ")[0]), uncovered.map(({ thing }) => thing));
});
