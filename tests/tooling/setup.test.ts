// A machine without the tools is told what to install, in one sentence; one that has them waits for nothing.

import assert from "node:assert/strict";
import { root, run } from "../deploy/support/command.ts";

/** Runs the setup where only `programs` can be found. */
async function setupWith(programs: string[]) {
  const folder = await Deno.makeTempDir({ prefix: "fashionos-setup-" });
  try {
    for (const program of programs) await Deno.symlink(await found(program), `${folder}/${program}`);
    const env = { PATH: folder, CARGO_HOME: `${folder}/nothing`, HOME: Deno.env.get("HOME") ?? "" };
    return await run(await found("node"), ["xtask/setup.mjs"], env);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function found(program: string): Promise<string> {
  const { stdout } = await run("sh", ["-c", `command -v ${program}`], {});
  return await Deno.realPath(stdout.trim());
}

Deno.test("without Rust, the setup says how to get it", async () => {
  const { code, stderr } = await setupWith([]);
  assert.equal(code, 1);
  assert.equal(stderr, "setup: Rust is missing: install it with rustup (https://rustup.rs), then run this again.\n");
});

Deno.test("without a linker, the setup says how to get one", async () => {
  const folder = await Deno.makeTempDir({ prefix: "fashionos-setup-" });
  try {
    await Deno.writeTextFile(`${folder}/cargo`, "#!/bin/sh\nexit 0\n", { mode: 0o755 });
    const env = { PATH: folder, CARGO_HOME: `${folder}/nothing` };
    // The stand-in for cargo needs no shell from PATH: /bin/sh is named in it.
    const { code, stderr } = await run(await found("node"), ["xtask/setup.mjs"], env);
    assert.equal(code, 1);
    assert.match(stderr, /^setup: A C linker is missing: install one .*\n$/);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("with everything there, the setup is silent and takes less than a second", async () => {
  const started = performance.now();
  const { code, stdout, stderr } = await run("node", [`${root}xtask/setup.mjs`], {});
  assert.deepEqual({ code, stdout, stderr }, { code: 0, stdout: "", stderr: "" });
  assert.ok(performance.now() - started < 1000);
});
