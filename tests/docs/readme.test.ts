/** The documents say what is so: the README's request is sent, and every command and link is looked up. */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { envText } from "../../stack/env.ts";
import { projectRoot } from "../../stack/paths.ts";
import { startTestStack } from "../support/stack.ts";
import { anchors, block, documents, links, read, scripts, statements } from "./support/documents.ts";

const readme = read("README.md");

Deno.test("what the documents tell a reader to run does what they say", async (test) => {
  const stack = await startTestStack();
  const clone = await cloneWith(envText(stack.stack));
  try {
    await test.step("the README's request gives the README's answer", async () => {
      const printed = await run(clone, "sh", ["-eu"], block(readme, "request"));
      assert.deepEqual(JSON.parse(printed), JSON.parse(block(readme, "answer")));
    });
    await test.step("so does the one in TypeScript, with its types checked", async () => {
      await Deno.writeTextFile(join(clone, "example.ts"), block(readme, "typescript"));
      const withEnv = `set -a; . ./.stack/env; exec "$DENO" run --quiet --allow-all --check example.ts`;
      const printed = await run(clone, "sh", ["-eu"], withEnv);
      const [, promised] = readme.text.match(/It prints `([^`]+)`/) ?? [];
      assert.equal(printed.trim(), promised);
    });
    await test.step("the runbooks' statements run, pg_cron's own apart", async () => {
      // pg_cron is on hosted projects only.
      const all = documents().flatMap(statements).filter((statement) => !statement.includes("cron.job"));
      assert.ok(all.length > 5);
      const undone = new Error("undone");
      for (const statement of all) {
        const trial = stack.sql.begin(async (sql) => {
          await sql`delete from vault.secrets`; // A hosted project begins without; the stack has put its own there.
          await sql.unsafe(statement);
          throw undone;
        });
        await assert.rejects(trial, (error) => error === undone || assert.fail(`${statement}: ${error}`));
      }
    });
  } finally {
    await stack.stop();
    await Deno.remove(clone, { recursive: true });
  }
});

Deno.test("every command in the documents is one of package.json", () => {
  const { scripts: known } = JSON.parse(read("package.json").text);
  for (const document of documents()) {
    const unknown = scripts(document).filter((name) => !(name in known));
    assert.deepEqual(unknown, [], document.path);
  }
  assert.deepEqual(new Set(scripts(readme)), new Set(Object.keys(known)), "the README names every command");
});

Deno.test("every link between the documents leads somewhere", () => {
  const all = documents();
  assert.ok(all.some(({ path }) => path.startsWith("docs/runbooks")));
  for (const document of all) {
    const broken = links(document).filter((target) => !leadsSomewhere(target));
    assert.deepEqual(broken, [], document.path);
  }
});

Deno.test("every function has its row in the README", () => {
  const functions = [...Deno.readDirSync(join(projectRoot, "functions"))].map(({ name }) => name);
  for (const name of functions) assert.ok(readme.text.includes(`| [\`${name}\`]`), name);
});

function leadsSomewhere(target: string): boolean {
  const [file, heading] = target.split("#");
  if (!existsSync(join(projectRoot, file!))) return false;
  return heading === undefined || anchors(read(file!)).includes(heading);
}

/** A folder that looks like the root of a clone with a running stack, as far as the README's blocks can tell. */
async function cloneWith(env: string): Promise<string> {
  const clone = await Deno.makeTempDir({ prefix: "readme-" });
  await Deno.mkdir(join(clone, ".stack"));
  await Deno.writeTextFile(join(clone, ".stack", "env"), env);
  for (const part of ["client", "node_modules"]) await Deno.symlink(join(projectRoot, part), join(clone, part));
  for (const part of ["deno.json", "package.json"]) await Deno.copyFile(join(projectRoot, part), join(clone, part));
  return clone;
}

async function run(cwd: string, program: string, args: string[], input: string): Promise<string> {
  const child = new Deno.Command(program, {
    args,
    cwd,
    env: { DENO: Deno.execPath() },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(input));
  await writer.close();
  const { success, stdout, stderr } = await child.output();
  const [printed, complained] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
  assert.ok(success, complained);
  return printed!;
}
