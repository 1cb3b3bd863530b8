import { deepStrictEqual as equal } from "node:assert/strict";
import { accessReadme, committedReadme } from "./support/access.ts";
import { scratch } from "./support/scratch.ts";

Deno.test("sql/README.md says who may do what as the database does", async () => {
  const { sql, close } = await scratch();
  const readme = await accessReadme(sql);
  await close();
  equal(committedReadme(), readme, "run tests/database/support/access.ts");
});

Deno.test("every grant has its policy", () => {
  equal(committedReadme().includes("granted, no policy"), false);
});
