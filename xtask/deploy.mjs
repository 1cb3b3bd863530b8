// npm run deploy -- --project-ref <ref> [--secrets <file>] [--db-url <url>]
// Migrations, secrets and functions to a Supabase project, with Supabase's own command line.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { cargoXtask, child, must } from "./processes.mjs";
import { orExplain, setup } from "./setup.mjs";
import { root } from "./tools.mjs";

const USAGE = `npm run deploy -- --project-ref <ref> [--secrets <file>] [--db-url <url>]
  --project-ref  the project: the twenty letters in its dashboard's address
  --secrets      secrets of the functions, one NAME=value a line (default: supabase/.env, where it exists)
  --db-url       the database to migrate, where it is not to be reached as the project's own
Sign in first (npx supabase login), or set SUPABASE_ACCESS_TOKEN.`;

const { ref, secrets, database } = options();
orExplain(setup);
await must(...cargoXtask(["build"]));
await supabase("db", "push", `--remote=${database ?? ref}`, "--yes");
if (secrets) await supabase("secrets", "set", `--remote=${ref}`, "--env-file", secrets, "--yes");
await supabase("functions", "deploy", `--remote=${ref}`, "--use-api", "--yes", "-j", "4");
console.log("Deployed: migrations, secrets and functions are live.");

function options() {
  const refuse = (why) => {
    console.error(`deploy: ${why}\n\n${USAGE}`);
    process.exit(2);
  };
  const text = { type: "string" };
  let values;
  try {
    ({ values } = parseArgs({ options: { "project-ref": text, secrets: text, "db-url": text } }));
  } catch (error) {
    refuse(error.message);
  }
  const ref = values["project-ref"] ?? refuse("which project? --project-ref is missing");
  if (!/^[a-z]{20}$/.test(ref)) {
    refuse(`${JSON.stringify(ref)} is no project reference: it has exactly twenty letters a-z`);
  }
  const usual = join(root, "supabase/.env");
  const secrets = values.secrets ?? (existsSync(usual) ? usual : undefined);
  if (secrets && !existsSync(secrets)) refuse(`there is no ${secrets}`);
  return { ref, secrets, database: values["db-url"] };
}

/** One command of Supabase's. A file that it could not find is a mere warning to it, and a broken function to us. */
async function supabase(...args) {
  const program = join(root, "node_modules/supabase/dist/supabase.js");
  const running = child(process.execPath, [program, "--workdir", root, ...args], {
    stdio: ["inherit", "inherit", "pipe"],
  });
  let warned = false;
  running.stderr.setEncoding("utf8").on("data", (chunk) => {
    warned ||= /^WARN:/m.test(chunk);
    process.stderr.write(chunk);
  });
  const code = await new Promise((resolve) => running.on("close", resolve));
  if (code === 0 && !warned) return;
  const what = `supabase ${args.slice(0, 2).join(" ")}`;
  console.error(
    `deploy: ${code === 0 ? `${what} warned, so it is not trusted` : `${what} failed`}; nothing after it was done`,
  );
  process.exit(code || 1);
}
