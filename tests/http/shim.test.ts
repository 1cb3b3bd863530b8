/** What reaches a function's wasm through the shim: the real ones, in this process, over a network that is scripted. */
import assert from "node:assert/strict";
import { environment, makeCaller } from "../../bench/request/caller.ts";
import { admission } from "../../bench/request/database.ts";

const address = "http://gateway.test/functions/v1/logistics-analyzer";
const caller = await makeCaller();
for (const [name, value] of Object.entries(environment(caller, "http://database.test"))) Deno.env.set(name, value);

const sent: Request[] = [];
let network = () => Promise.resolve(Response.json(admission(true)));
globalThis.fetch = (input, init) => {
  sent.push(new Request(input, init));
  return network();
};

/** Calls between JavaScript and wasm, in both directions. */
let crossings = 0;
const counted = (all: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(all).map(([name, one]) => {
      if (typeof one !== "function") return [name, one];
      return [name, (...args: unknown[]) => (crossings++, one(...args))];
    }),
  );
const Instance = WebAssembly.Instance;
WebAssembly.Instance = function (module: WebAssembly.Module, imports: WebAssembly.Imports) {
  const modules = Object.entries(imports).map(([name, all]) => [name, counted(all)]);
  return { exports: counted(new Instance(module, Object.fromEntries(modules)).exports) };
} as unknown as typeof WebAssembly.Instance;
const { default: handler } = await import("../../supabase/functions/logistics-analyzer/index.ts");

const question = '{"analysisType":"readiness","sampleList":[{"id":"gown","name":"Ivory gown","status":"shot"}]}';
const own = { authorization: `Bearer ${caller.token}`, "content-type": "application/json" };
const ask = async (init: RequestInit, url = address) => {
  sent.length = 0;
  const response = await handler.fetch(new Request(url, { method: "POST", headers: own, body: question, ...init }));
  return { status: response.status, headers: response.headers, answer: await response.json() };
};

Deno.test("a kept answer is one call, with the secret key and as JSON", async () => {
  const { status, headers, answer } = await ask({});
  assert.deepEqual([status, answer.cached], [200, true], JSON.stringify(answer));
  assert.equal(headers.get("ratelimit"), '"user";r=59;t=60');
  assert.equal(headers.get("access-control-allow-origin"), "*");
  assert.equal(sent.length, 1);
  const [admit] = sent as [Request];
  assert.equal(`${admit.method} ${admit.url}`, "POST http://database.test/rest/v1/rpc/edge_admit");
  assert.deepEqual(Object.fromEntries(admit.headers), {
    accept: "application/json",
    apikey: "sb_secret_bench",
    "content-type": "application/json",
  });
  const asked = await admit.json();
  assert.deepEqual([asked.p_user_id, asked.p_request_id], [caller.userId, headers.get("x-request-id")]);
});

Deno.test("a kept answer to a known token crosses the boundary 16 times at most", async () => {
  await ask({});
  crossings = 0;
  await ask({});
  assert.ok(crossings > 0 && crossings <= 16, `${crossings} crossings`);
});

Deno.test("odd bytes of a request's head change nothing but themselves", async () => {
  for (
    const url of [
      `${address}\n/x?a=\nauthorization:Basic`,
      `${address}?x=%0Aauthorization:Basic&y=%00é`,
      `${address}#\r\n`,
    ]
  ) {
    assert.equal((await ask({}, url)).status, 200, JSON.stringify(url));
  }
  const refused: [number, Record<string, string>][] = [
    [401, { authorization: "Bearer caf\u00e9\u00ff" }],
    [401, { authorization: "" }],
    [401, { authorization: `Bearer ${caller.token}:` }],
    [415, { "content-type": "text/plain:application/json" }],
    [415, { "content-type": "application/json\u00e9" }],
  ];
  for (const [status, headers] of refused) {
    const given = await ask({ headers: { ...own, ...headers } });
    assert.equal(given.status, status, JSON.stringify([headers, given.answer]));
    assert.equal(given.headers.get("x-request-id"), given.answer.requestId);
  }
});

Deno.test("a body is read whole, up to 8 MB, whether it says how long it is or not", async () => {
  const megabyte = 1024 * 1024;
  const chunks = (...parts: (string | Uint8Array<ArrayBuffer>)[]) => new Blob(parts).stream();
  const padding = new Uint8Array(8 * megabyte - question.length).fill(32);
  const length = (bytes: number) => ({ headers: { ...own, "content-length": `${bytes}` } });
  const cases: [number, string, RequestInit][] = [
    [200, "as long as it says", length(question.length)],
    [200, "in chunks", { body: chunks(question.slice(0, 9), question.slice(9)) }],
    [200, "the largest, in chunks", { body: chunks(question, padding) }],
    [200, "the largest, as it says", { ...length(8 * megabyte), body: chunks(question, padding) }],
    [413, "larger, in chunks", { body: chunks(question, padding, " ") }],
    [413, "larger, as it says", length(8 * megabyte + 1)],
    [400, "empty", { body: "" }],
    [400, "empty, and says so", { ...length(0), body: "" }],
    [405, "none", { method: "GET", body: null }],
  ];
  for (const [status, what, init] of cases) {
    const { status: given, answer } = await ask(init);
    assert.equal(given, status, `${what}: ${JSON.stringify(answer)}`);
  }
});

Deno.test("a body that ends too early fails alone", async () => {
  const broken = () =>
    new ReadableStream<Uint8Array<ArrayBuffer>>({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(question.slice(0, 9)));
        controller.error(new TypeError("the connection ended"));
      },
    });
  await assert.rejects(ask({ body: broken() }), /the connection ended/);
  await assert.rejects(ask({ body: broken(), headers: { ...own, "content-length": `${question.length}` } }), TypeError);
  assert.equal((await ask({})).status, 200);
});

Deno.test("a network that fails is told to the log, not to the caller", async () => {
  const before = network;
  network = () => Promise.reject(new TypeError("no route to naïve host"));
  const lines: string[] = [], log = console.log;
  console.log = (line) => lines.push(line);
  try {
    const { status, answer } = await ask({});
    assert.deepEqual([status, answer.code], [503, "unavailable"]);
    assert.ok(!JSON.stringify(answer).includes("naïve"));
    assert.match(lines.join(), /no route to naïve host/);
  } finally {
    console.log = log;
    network = before;
  }
});
