/**
 * Stops the stack that runs on a data directory.
 *
 *   deno run -A stack/stop.ts [--dir PATH]
 */
import { resolve } from "node:path";
import { readArguments } from "./arguments.ts";
import { layout, projectRoot } from "./paths.ts";
import { findRunning, forgetRunning } from "./running.ts";
import { gone, signal } from "./signals.ts";

const { values } = readArguments("npm run stop -- [--dir PATH]", {
  args: Deno.args,
  options: { dir: { type: "string", default: resolve(projectRoot, ".stack") } },
});
const files = layout(resolve(values.dir));
const running = findRunning(files.running);
if (!running) {
  console.log(`No stack runs on ${files.directory}.`);
} else {
  signal(running.pid, "SIGTERM");
  if (!await gone(running.pid, 15_000)) signal(running.pid, "SIGKILL");
  await gone(running.pid, 5000);
  console.log(`Stopped ${running.url ?? "the stack"} (pid ${running.pid}).`);
}
forgetRunning(files.running);
