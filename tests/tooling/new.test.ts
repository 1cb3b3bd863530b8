// `npm run new -- <name>` in a copy of the repository: what it writes compiles, answers, passes and deploys.

import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { environment, node, REF, root, run, supabase } from "../deploy/support/command.ts";
import { startManagement } from "../deploy/support/management.ts";
import { refusesAStranger } from "../deploy/support/served.ts";

/** Always the same place, with an output folder of its own: what was compiled for it once is there the next time. */
const place = `${root}target/scratch`;
const copy = `${place}/repository`;
const PARTS = [
  ".cargo",
  "bench/measured",
  "Cargo.lock",
  "Cargo.toml",
  "client",
  "clippy.toml",
  "functions",
  "node_modules",
  "openapi.json",
  "package-lock.json",
  "package.json",
  "rust-toolchain.toml",
  "rustfmt.toml",
  "shared",
  "sql",
  "supabase",
  "tests/probes",
  "xtask",
];
const env = { CARGO_TARGET_DIR: `${place}/target` };

async function copied() {
  await Deno.remove(copy, { recursive: true }).catch(() => {});
  await Deno.mkdir(copy, { recursive: true });
  for (const part of PARTS) {
    // Times of change are kept, or cargo would compile everything anew.
    const [program, ...args] = part === "node_modules" ? ["ln", "-s"] : ["cp", "-a"];
    const folder = `${copy}/${part}`.replace(/\/[^/]*$/, "");
    await Deno.mkdir(folder, { recursive: true });
    const { code, stderr } = await run(program!, [...args, root + part, folder], {});
    assert.equal(code, 0, stderr);
  }
  // The tools that the setup builds are the same.
  await Deno.mkdir(env.CARGO_TARGET_DIR, { recursive: true });
  await Deno.symlink(`${root}target/tools`, `${env.CARGO_TARGET_DIR}/tools`).catch(() => {});
}

Deno.test("a new function compiles, answers, passes its tests and deploys, unedited", async (test) => {
  await copied();
  await test.step("is written and generated", async () => {
    const { code, stderr } = await node(["xtask/run.mjs", "new", "price-check"], env, copy);
    assert.equal(code, 0, stderr);
  });
  await test.step("keeps the rules of the house", async () => {
    for (const args of [["gen", "--check"], ["tidy"]]) {
      const { code, stderr } = await run("cargo", ["xtask", ...args], env, copy);
      assert.equal(code, 0, stderr);
    }
    const { code, stdout } = await run("cargo", ["fmt", "--check", "--package", "price-check"], env, copy);
    assert.equal(code, 0, stdout);
  });
  await test.step("passes its tests", async () => {
    const { code, stdout, stderr } = await run("cargo", ["test", "--package", "price-check"], env, copy);
    assert.equal(code, 0, stdout + stderr);
    assert.match(stdout, /test result: ok\. 3 passed; 0 failed/);
  });
  await test.step("is refused a second time", async () => {
    const { code, stderr } = await run("cargo", ["xtask", "new", "price-check"], env, copy);
    assert.equal(code, 1);
    assert.match(stderr, /functions\/price-check is there already/);
  });
  await test.step("builds, deploys and runs", async () => {
    const built = await run("cargo", ["xtask", "build", "price-check"], env, copy);
    assert.equal(built.code, 0, built.stderr);
    await using management = startManagement();
    const scratch = await Deno.makeTempDir({ prefix: "fashionos-new-" });
    try {
      const args = ["functions", "deploy", "price-check", `--remote=${REF}`, "--use-api", "--yes"];
      const { code, stderr } = await supabase(args, environment(management.url, scratch), copy);
      assert.equal(code, 0, stderr);
      const [upload] = management.uploads;
      assert.equal(upload?.files.size, 4);
      await refusesAStranger(upload!, "deno", scratch);
    } finally {
      await Deno.remove(scratch, { recursive: true });
    }
  });
  await test.step("comes to the same bytes as what was built elsewhere", async () => {
    const wasm = "supabase/functions/logistics-analyzer/logistics_analyzer_bg.wasm";
    await Deno.remove(`${copy}/${wasm}`);
    const built = await run("cargo", ["xtask", "build", "logistics-analyzer"], env, copy);
    assert.equal(built.code, 0, built.stderr);
    const [ours, theirs] = await Promise.all([root, `${copy}/`].map((folder) => Deno.readFile(folder + wasm)));
    assert.ok(Buffer.from(ours!).equals(theirs!));
  });
});
