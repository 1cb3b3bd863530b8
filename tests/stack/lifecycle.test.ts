/** The stack as a program: started, refused, stopped and killed. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { projectRoot } from "../../stack/paths.ts";
import { isAlive } from "../../stack/signals.ts";

interface Started {
  env: Record<string, string>;
  pid: number;
  process: Deno.ChildProcess;
}

const program = (name: string, ...words: string[]) =>
  new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", join(projectRoot, "stack", `${name}.ts`), ...words],
    stdout: "piped",
    stderr: "piped",
  });

async function start(directory: string, ...words: string[]): Promise<Started> {
  const process = program("start", "--dir", directory, "--port", "0", ...words).spawn();
  let text = "";
  for await (const piece of process.stdout.pipeThrough(new TextDecoderStream())) {
    text += piece;
    if (text.includes("ADMIN_PASSWORD=")) break;
  }
  const env = Object.fromEntries([...text.matchAll(/^ {2}([A-Z_]+)=(.*)$/gm)].map(([, name, value]) => [name, value]));
  return { env, pid: process.pid, process };
}

/** Everything that still runs on a data directory or for a stack. */
async function children(pid: number): Promise<number[]> {
  const found = await new Deno.Command("ps", { args: ["-eo", "pid=,ppid="], stdout: "piped" }).output();
  const rows = new TextDecoder().decode(found.stdout).trim().split("\n").map((row) =>
    row.trim().split(/\s+/).map(Number)
  );
  return rows.filter(([, parent]) => parent === pid).map(([child]) => child!);
}

async function allGone(pids: number[], ms = 5000): Promise<number[]> {
  for (const end = Date.now() + ms; Date.now() < end && pids.some(isAlive);) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return pids.filter(isAlive);
}

const signUp = (env: Record<string, string>, path = "signup", email = "kept@people.test") =>
  fetch(`${env.SUPABASE_URL}/auth/v1/${path}`, {
    method: "POST",
    headers: { apikey: env.SUPABASE_PUBLISHABLE_KEY!, "content-type": "application/json" },
    body: JSON.stringify({ email, password: "secret123" }),
  });

const options = { sanitizeOps: false, sanitizeResources: false };

Deno.test("Ctrl-C ends every process", options, async () => {
  const directory = await Deno.makeTempDir();
  const stack = await start(directory);
  const pids = [stack.pid, ...await children(stack.pid)];
  assert.ok(pids.length >= 3, "the stack, Postgres and the reaper");
  stack.process.kill("SIGINT");
  assert.equal((await stack.process.status).code, 0);
  assert.deepEqual(await allGone(pids), []);
  await Deno.remove(directory, { recursive: true });
});

Deno.test(
  "a killed stack leaves no process, and its data, keys and sessions are there at the next start",
  options,
  async () => {
    const directory = await Deno.makeTempDir();
    const first = await start(directory);
    const session = await (await signUp(first.env)).json();
    const pids = [first.pid, ...await children(first.pid)];
    first.process.kill("SIGKILL");
    await first.process.status;
    assert.deepEqual(await allGone(pids), []);

    const second = await start(directory);
    assert.equal(second.env.SUPABASE_SECRET_KEY, first.env.SUPABASE_SECRET_KEY);
    const again = await fetch(`${second.env.SUPABASE_URL}/auth/v1/user`, {
      headers: { apikey: second.env.SUPABASE_PUBLISHABLE_KEY!, authorization: `Bearer ${session.access_token}` },
    });
    assert.equal((await again.json()).email, "kept@people.test");
    second.process.kill("SIGTERM");
    await second.process.status;
    await Deno.remove(directory, { recursive: true });
  },
);

Deno.test("a second start on one directory says that it already runs, and stop stops it", options, async () => {
  const directory = await Deno.makeTempDir();
  const detached = await program("start", "--dir", directory, "--port", "0", "--detach").output();
  assert.equal(detached.code, 0, new TextDecoder().decode(detached.stderr));
  const env = await Deno.readTextFile(join(directory, "env"));
  assert.match(env, /^SUPABASE_URL=http:\/\/127\.0\.0\.1:\d+$/m);
  const again = await program("start", "--dir", directory, "--port", "0").output();
  assert.equal(again.code, 1);
  assert.match(new TextDecoder().decode(again.stderr), /already runs on/);
  const { pid } = JSON.parse(await Deno.readTextFile(join(directory, "running.json")));
  const pids = [pid, ...await children(pid)];
  assert.equal((await program("stop", "--dir", directory).output()).code, 0);
  assert.deepEqual(await allGone(pids), []);
  await Deno.remove(directory, { recursive: true });
});

Deno.test("a taken port is named and left alone", options, async () => {
  const directory = await Deno.makeTempDir();
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, () => new Response("mine"));
  const refused = await program("start", "--dir", directory, "--port", String(server.addr.port)).output();
  assert.equal(refused.code, 1);
  assert.match(new TextDecoder().decode(refused.stderr), new RegExp(`^Port ${server.addr.port} is taken[^\\n]*\\n$`));
  assert.equal(await (await fetch(`http://127.0.0.1:${server.addr.port}`)).text(), "mine");
  await server.shutdown();
  await Deno.remove(directory, { recursive: true });
});

Deno.test("says in a sentence what is wrong with its arguments, its keys and its database", options, async () => {
  const directory = await Deno.makeTempDir();
  const refusal = async (...words: string[]) => {
    const { code, stderr } = await program("start", "--dir", directory, "--port", "0", ...words).output();
    const said = new TextDecoder().decode(stderr);
    assert.equal(code, 1, said);
    assert.doesNotMatch(said, /^\s+at |error:/m);
    return said;
  };
  assert.match(await refusal("--detatch"), /'--detatch'[^]*Usage: npm start/);
  assert.match(await refusal("--functions-env"), /--functions-env/);
  assert.match(await refusal("--functions-env", `${directory}/none`), /there is no file .*none/);

  const stopped = await program("stop", "--port", "1").output();
  assert.match(new TextDecoder().decode(stopped.stderr), /^Unknown option '--port'\.\nUsage: npm run stop/);

  const stack = await start(directory);
  const cluster = Number((await Deno.readTextFile(join(directory, "postgres/postmaster.pid"))).split("\n")[0]);
  const pids = [stack.pid, ...await children(stack.pid)];
  Deno.kill(cluster, "SIGKILL");
  const [{ code }, said] = await Promise.all([stack.process.status, new Response(stack.process.stderr).text()]);
  assert.equal(code, 1);
  assert.match(said, /Postgres has ended, so the stack at http\S+ has, too/);
  assert.deepEqual(await allGone(pids), []);

  await Deno.writeTextFile(join(directory, "keys.json"), "{");
  assert.match(await refusal(), /keys\.json is damaged: begin anew with --fresh/);
  await Deno.remove(join(directory, "keys.json"));
  assert.match(await refusal(), /keys\.json is gone/);
  await Deno.remove(directory, { recursive: true });
});

Deno.test({
  name: "root and a directory closed to others, and a user who is not root, can both run it",
  ignore: Deno.uid() !== 0 || !await Deno.stat("/usr/bin/setpriv").then(() => true, () => false),
  ...options,
  async fn() {
    const closed = await Deno.makeTempDir();
    await Deno.chmod(closed, 0o700);
    const asRoot = await start(join(closed, "data"));
    assert.equal((await signUp(asRoot.env)).status, 200);
    asRoot.process.kill("SIGTERM");
    await asRoot.process.status;
    await Deno.remove(closed, { recursive: true });

    const own = await Deno.makeTempDir();
    await Deno.chown(own, 65534, 65534);
    const words = ["--reuid=65534", "--regid=65534", "--clear-groups", Deno.execPath(), "run", "-A"];
    words.push(join(projectRoot, "stack/start.ts"), "--dir", own, "--port", "0");
    const env = { DENO_DIR: join(own, "deno"), HOME: own };
    const process = new Deno.Command("setpriv", { args: words, env, stdout: "piped", stderr: "null" }).spawn();
    let text = "";
    for await (const piece of process.stdout.pipeThrough(new TextDecoderStream())) {
      text += piece;
      if (text.includes("ADMIN_PASSWORD=")) break;
    }
    assert.match(text, /Ready in/);
    process.kill("SIGTERM");
    assert.equal((await process.status).code, 0);
    await Deno.remove(own, { recursive: true });
  },
});
