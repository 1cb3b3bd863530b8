/**
 * Starts the local stack and shows what it is doing; Ctrl-C stops it.
 *
 *   deno run -A stack/start.ts [--port N] [--dir PATH] [--detach] [--fresh] [--functions-env FILE]
 */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { readArguments } from "./arguments.ts";
import { startDetached } from "./detach.ts";
import { envText } from "./env.ts";
import { layout, projectRoot } from "./paths.ts";
import { findRunning, forgetRunning, noteRunning } from "./running.ts";
import { startStack } from "./stack.ts";

const usage = "npm start -- [--port N] [--dir PATH] [--detach] [--fresh] [--functions-env FILE]";
const { values } = readArguments(usage, {
  args: Deno.args,
  options: {
    port: { type: "string", default: "54321" },
    dir: { type: "string", default: resolve(projectRoot, ".stack") },
    detach: { type: "boolean", default: false },
    fresh: { type: "boolean", default: false },
    "functions-env": { type: "string" },
  },
});
const secrets = values["functions-env"];
if (secrets !== undefined && !existsSync(secrets)) fail(`--functions-env: there is no file ${resolve(secrets)}.`);
const directory = resolve(values.dir);
const files = layout(directory);
const port = Number(values.port);
if (!Number.isInteger(port) || port < 0 || port > 65535) {
  fail(`--port ${values.port} is not a port number (0 to 65535).`);
}

const running = findRunning(files.running);
if (running) {
  fail(
    `A stack already runs on ${directory} (${
      running.url ?? "starting"
    }, pid ${running.pid}); stop it with npm run stop.`,
  );
}
if (values.fresh) {
  for (const path of [files.cluster, files.keys, files.env]) {
    await Deno.remove(path, { recursive: true }).catch(() => {});
  }
}
if (values.detach) {
  Deno.exit(await startDetached(files, Deno.args.filter((word) => word !== "--detach" && word !== "--fresh")));
}

await Deno.mkdir(directory, { recursive: true });
noteRunning(files.running, { pid: Deno.pid });
addEventListener("unload", () => forgetRunning(files.running));

let isStopping = false;
const startedAt = performance.now();
const elapsed = () => `${((performance.now() - startedAt) / 1000).toFixed(1)} s`;
const starting = startStack({
  directory,
  port,
  functionSecrets: secrets,
  progress: (step) => console.log(`  ${step} …`),
}).catch((error) => isStopping ? Deno.exit(0) : fail(error.message));

for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  Deno.addSignalListener(name, async () => {
    isStopping = true; // A terminal's Ctrl-C ends initdb, too; that is no failure then.
    const stack = await starting;
    await stack.stop();
    Deno.exit(0);
  });
}

const stack = await starting;
for (const file of stack.migrated) console.log(`  applied ${file}`);
const env = envText(stack);
Deno.writeTextFileSync(files.env, env, { mode: 0o600 });
noteRunning(files.running, { pid: Deno.pid, url: stack.url });
console.log(
  `\nReady in ${elapsed()} (a development tool: for this machine only)\n\n${env.replace(/^/gm, "  ").trimEnd()}\n`,
);
await stack.lost;
const [{ url }, again] = [stack, "start it again with npm start"];
await stack.stop();
fail(`Postgres has ended, so the stack at ${url} has, too; its data are kept: ${again}.`);

function fail(message: string): never {
  console.error(message);
  Deno.exit(1);
}
