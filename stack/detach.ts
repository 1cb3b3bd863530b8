/** Starts the stack as a process of its own and returns when it answers. */
import { spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Layout } from "./paths.ts";
import { findRunning } from "./running.ts";

/** Starts `start.ts` with these words, showing its progress; the exit code for ours. */
export async function startDetached(files: Layout, words: string[]): Promise<number> {
  await Deno.mkdir(files.directory, { recursive: true });
  await Deno.writeTextFile(files.log, "", { mode: 0o600 });
  const log = openSync(files.log, "a");
  const program = fileURLToPath(new URL("./start.ts", import.meta.url));
  const child = spawn(Deno.execPath(), ["run", "-A", program, ...words], {
    detached: true,
    stdio: ["ignore", log, log],
  });
  closeSync(log);
  let code: number | undefined;
  child.once("exit", (status) => code = status ?? 1);
  let shown = 0;
  const show = async () => {
    const text = await Deno.readTextFile(files.log);
    await Deno.stdout.write(new TextEncoder().encode(text.slice(shown)));
    shown = text.length;
  };
  while (code === undefined && !findRunning(files.running)?.url) {
    await show();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await new Promise((resolve) => setTimeout(resolve, 50)); // The last lines follow the note.
  await show();
  child.unref();
  return code ?? 0;
}
