/** The function host: what a function sees, and that none can hurt another. */
import assert from "node:assert/strict";
import { oldDeno } from "../../stack/functions/host.ts";
import { testProject } from "../support/project.ts";
import { startTestStack } from "../support/stack.ts";

const limits = { cpuMs: 400, wallMs: 1500 };

Deno.test("the function host", { sanitizeOps: false, sanitizeResources: false }, async (t) => {
  const secrets = await Deno.makeTempFile();
  await Deno.writeTextFile(secrets, '# a comment\nSHOP_TOKEN="s3cret # kept"\nexport OTHER=1\n');
  const stack = await startTestStack({ ...testProject, limits, functionSecrets: secrets });
  const call = async (path: string, init?: RequestInit) => {
    const answer = await fetch(`${stack.url}/functions/v1/${path}`, init);
    return { status: answer.status, body: await answer.json() };
  };

  await t.step("answers the real client, with its tokens and keys passed on", async () => {
    const { client, token } = await stack.person("caller");
    const { data, error } = await client.functions.invoke("echo/deep/er?x=1", { body: { a: 1 } });
    assert.ifError(error);
    assert.deepEqual([data.method, data.url], ["POST", `${stack.url}/echo/deep/er?x=1`]);
    assert.deepEqual([data.headers.authorization, data.headers.apikey], [`Bearer ${token}`, stack.publishableKey]);
    assert.equal(data.body, '{"a":1}');
  });

  await t.step("gives exactly the platform's environment, and the project's own secrets", async () => {
    Deno.env.set("OF_THE_PARENT", "1");
    const { env } = (await call("echo")).body;
    assert.equal(env.SUPABASE_URL, stack.url);
    assert.equal(env.SUPABASE_DB_URL, stack.databaseUrl);
    assert.deepEqual(JSON.parse(env.SUPABASE_PUBLISHABLE_KEYS), { default: stack.publishableKey });
    assert.deepEqual(JSON.parse(env.SUPABASE_SECRET_KEYS), { default: stack.secretKey });
    assert.deepEqual([env.SUPABASE_ANON_KEY, env.SUPABASE_SERVICE_ROLE_KEY], [stack.publishableKey, stack.secretKey]);
    const published = await fetch(`${stack.url}/auth/v1/.well-known/jwks.json`);
    assert.deepEqual(JSON.parse(env.SUPABASE_JWKS), await published.json());
    assert.deepEqual([env.SHOP_TOKEN, env.OTHER], ["s3cret # kept", "1"]);
    const known = /^(SUPABASE_\w+|SB_REGION|SB_EXECUTION_ID|SHOP_TOKEN|OTHER|PATH|HOME|DENO_DIR)$/;
    assert.deepEqual(Object.keys(env).filter((name) => !known.test(name)), []);
  });

  await t.step("ends an endless loop at the limit while others answer", async () => {
    await call("hello");
    const loop = call("loop");
    const behind = call("loop?ms=1");
    for (let n = 0; n < 5; n++) assert.deepEqual((await call("hello")).body, { hello: "world" });
    const ended = await loop;
    assert.deepEqual([ended.status, ended.body.code], [546, "WORKER_LIMIT"]);
    assert.equal((await behind).status, 546);
    assert.deepEqual(await call("loop?ms=1"), { status: 200, body: { burned: 1 } });
  });

  await t.step("ends a request that takes too long by the clock", async () => {
    const late = await call("later?wait=10000");
    assert.deepEqual([late.status, late.body.code], [546, "WORKER_LIMIT"]);
    assert.equal((await call("later")).status, 200);
  });

  await t.step("does not charge a request for what others used before it", async () => {
    for (let n = 0; n < 4; n++) assert.equal((await call("loop?ms=200")).status, 200);
  });

  await t.step("survives a crash, a thrown error and a forgotten promise", async () => {
    const crashed = await call("crash?how=exit");
    assert.deepEqual([crashed.status, crashed.body.code], [500, "WORKER_ERROR"]);
    const { pid } = (await call("crash")).body;
    assert.equal((await call("crash?how=throw")).status, 500);
    assert.equal((await call("crash?how=reject")).status, 200);
    assert.equal((await call("crash")).body.pid, pid, "neither ended the process");
    assert.ok(stack.log.some((line) => line.includes("[crash] Error: thrown on purpose")));
  });

  await t.step("says what is missing and what cannot be loaded", async () => {
    assert.equal((await call("nobody")).status, 404);
    assert.equal((await call("..%2Fhello")).status, 404);
    assert.equal(await status(stack.url, "TRACE /functions/v1/hello", "x"), 405);
    assert.equal(await status(stack.url, "GET /functions/v1/hello", "a b/c"), 400);
    const broken = await call("broken");
    assert.deepEqual([broken.status, broken.body.code], [503, "BOOT_ERROR"]);
    assert.ok(stack.log.some((line) => line.startsWith("[broken]") && line.includes("on purpose")));
  });

  await t.step("goes on working after the answer", async () => {
    const before = (await call("later?work=1")).body.finished;
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal((await call("later")).body.finished, before + 1);
  });

  await t.step("ends what never ends after the answer, before somebody else waits for it", async () => {
    assert.equal((await call("loop?after=1")).status, 200);
    for (const end = Date.now() + 5000; Date.now() < end && await stack.stack.functions.pid("loop");) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    assert.equal(await stack.stack.functions.pid("loop"), undefined);
    assert.equal((await call("loop?ms=1")).status, 200);
  });

  await t.step("tells the function when the client goes", async () => {
    const before = (await call("later")).body.aborted;
    const end = new AbortController();
    const waiting = call("later?wait=1000", { signal: end.signal });
    setTimeout(() => end.abort(), 100);
    await assert.rejects(waiting);
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal((await call("later")).body.aborted, before + 1);
  });

  await t.step("streams both ways", async () => {
    let write: ReadableStreamDefaultController<Uint8Array>;
    const body = new ReadableStream<Uint8Array>({ start: (controller) => void (write = controller) });
    write!.enqueue(new TextEncoder().encode("first"));
    const answer = await fetch(`${stack.url}/functions/v1/stream`, { method: "POST", body });
    const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
    assert.equal((await reader.read()).value, "first");
    write!.enqueue(new TextEncoder().encode("second"));
    assert.equal((await reader.read()).value, "second");
    write!.close();
    assert.equal((await reader.read()).done, true);
  });

  await stack.stop();
  await Deno.remove(secrets);
});

Deno.test({
  name: "functions run on the Deno that the platform's runtime is compatible with",
  ignore: !await Deno.stat(oldDeno).then(() => true, () => false),
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    const stack = await startTestStack({ ...testProject, deno: oldDeno });
    const answer = await fetch(`${stack.url}/functions/v1/echo`);
    assert.match((await answer.json()).deno, /^2\.1\./);
    await stack.stop();
  },
});

/** The status of a request that no fetch would send, with this Host header. */
async function status(url: string, line: string, host: string): Promise<number> {
  const { hostname, port } = new URL(url);
  using connection = await Deno.connect({ hostname, port: Number(port) });
  await connection.write(new TextEncoder().encode(`${line} HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\n\r\n`));
  const answer = await new Response(connection.readable).text();
  return Number(answer.split(" ")[1]);
}
