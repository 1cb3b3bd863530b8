// What stands in front of the stack must not be noticed: signals go through, and so do exit codes.

import assert from "node:assert/strict";
import { root } from "../deploy/support/command.ts";

/** Node as it stands in front of another program. */
function before(...program: string[]) {
  const [name, ...args] = program.map((word) => JSON.stringify(word));
  const code = `import { become, child } from "./xtask/processes.mjs"; await become(child(${name}, [${args}]));`;
  return new Deno.Command("node", {
    args: ["--input-type=module", "--eval", code],
    cwd: root,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

/** Resolves once the script has said something. */
async function said(child: Deno.ChildProcess): Promise<void> {
  const reader = child.stdout.getReader();
  await reader.read();
  reader.releaseLock();
}

Deno.test("the exit code is the program's", async () => {
  const child = before("sh", "-c", "exit 7");
  const { code } = await child.output();
  assert.equal(code, 7);
});

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  Deno.test(`${signal} reaches the program, which ends in its own way`, async () => {
    const program = `process.on("${signal}", () => process.exit(5)); setInterval(() => {}, 1000); console.log("ready")`;
    const child = before("node", "--eval", program);
    await said(child);
    child.kill(signal);
    const { code } = await child.status;
    await Promise.all([child.stdout.cancel(), child.stderr.cancel()]);
    assert.equal(code, 5);
  });
}

Deno.test("a program that a signal ended counts as the shell counts it", async () => {
  const { code } = await before("sh", "-c", "kill -KILL $$").output();
  assert.equal(code, 137);
});
