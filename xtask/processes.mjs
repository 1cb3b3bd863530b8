// Child processes that behave as if they were this one: same terminal, signals and exit code.

import { spawn } from "node:child_process";
import { environment, root } from "./tools.mjs";

/** Starts `program` in the repository's root, on this terminal. */
export function child(program, args, options = {}) {
  return spawn(program, args, { cwd: root, env: environment(), stdio: "inherit", ...options });
}

/** Program and arguments of one of the project's own commands. */
export const cargoXtask = (args) => ["cargo", ["xtask", ...args]];

/** Waits for a child; a program that cannot be started counts as exit code 127. */
export function ended(running) {
  return new Promise((resolve) => {
    running.on("error", (error) => {
      console.error(`${running.spawnfile}: ${error.message}`);
      resolve({ code: 127, signal: null });
    });
    running.on("exit", (code, signal) => resolve({ code, signal }));
  });
}

/** Hands every signal on, waits, and ends this process as the child ended. */
export async function become(running) {
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(name, () => {
      // Ctrl-C in a terminal has reached the child already.
      if (name !== "SIGINT" || !process.stdin.isTTY) running.kill(name);
    });
  }
  const { code, signal } = await ended(running);
  process.exit(code ?? 128 + ({ SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 }[signal] ?? 1));
}

/** Runs a child to its end; a failure ends this process with the same code. */
export async function must(program, args) {
  const { code } = await ended(child(program, args));
  if (code !== 0) process.exit(code ?? 1);
}
