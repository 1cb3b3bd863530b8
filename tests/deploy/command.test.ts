// `npm run deploy`: migrations, secrets and functions in this order, and nothing after the first failure.

import assert from "node:assert/strict";
import { connect, migrationFiles } from "../database/support/scratch.ts";
import { startServer } from "../database/support/server.ts";
import { environment, node, REF, root } from "./support/command.ts";
import { startManagement } from "./support/management.ts";

const deploy = (args: string[], env: Record<string, string> = {}) => node(["xtask/deploy.mjs", ...args], env);

Deno.test("a deploy without a usable project reference says what one looks like", async () => {
  const cases: [args: string[], says: RegExp][] = [
    [[], /--project-ref is missing/],
    [["--project-ref", "https://x.supabase.co"], /exactly twenty letters/],
    [["--project-ref", REF, "--force"], /Unknown option '--force'/],
    [["--project-ref", REF, "--secrets", "no-such-file"], /there is no no-such-file/],
  ];
  for (const [args, says] of cases) {
    const { code, stderr } = await deploy(args);
    assert.equal(code, 2);
    assert.match(stderr, says);
    assert.match(stderr, /npm run deploy -- --project-ref <ref>/);
  }
});

Deno.test("a deploy", async (test) => {
  const scratch = await Deno.makeTempDir({ prefix: "fashionos-deploy-" });
  const server = await startServer();
  const sql = connect(server.url, 1);
  try {
    await sql.unsafe(await Deno.readTextFile(`${root}tests/database/support/platform.sql`));
    await Deno.writeTextFile(`${scratch}/secrets`, 'SHOPIFY_SECRET=s3cret\nSENTENCE="two words"\n');
    const arrived = ["--project-ref", REF, "--secrets", `${scratch}/secrets`, "--db-url", server.url];

    await test.step("migrates, sets the secrets and makes every function live", async () => {
      await using management = startManagement();
      const { code, stdout, stderr } = await deploy(arrived, environment(management.url, scratch));
      assert.equal(code, 0, stdout + stderr);
      const applied = await sql`select version from supabase_migrations.schema_migrations order by version`;
      assert.deepEqual(applied.map(({ version }) => version), migrationFiles().map((name) => name.split("_")[0]));
      assert.deepEqual(Object.fromEntries(management.secrets), { SHOPIFY_SECRET: "s3cret", SENTENCE: "two words" });
      const functions = [...Deno.readDirSync(`${root}functions`)].map(({ name }) => name).sort();
      assert.deepEqual(management.uploads.map(({ slug }) => slug).sort(), functions);
    });
    await test.step("can be repeated", async () => {
      await using management = startManagement();
      const { code, stdout, stderr } = await deploy(arrived, environment(management.url, scratch));
      assert.equal(code, 0, stdout + stderr);
    });
    await test.step("leaves the functions alone when the database cannot be migrated", async () => {
      await using management = startManagement();
      const nowhere = ["--project-ref", REF, "--db-url", server.url.replace(/\/[^/]*$/, "/no_such_database")];
      const { code, stderr } = await deploy(nowhere, environment(management.url, scratch));
      assert.notEqual(code, 0);
      assert.match(stderr, /supabase db push failed; nothing after it was done/);
      assert.equal(management.uploads.length, 0);
    });
  } finally {
    await sql.end();
    await server.stop();
    await Deno.remove(scratch, { recursive: true });
  }
});
