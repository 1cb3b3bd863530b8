/**
 * Who gets in, and how everybody else is told: one list of scenarios, run against every function.
 */
import assert from "node:assert/strict";
import { createClient, FunctionRegion } from "@supabase/supabase-js";
import { startTestStack } from "../support/stack.ts";

/** A good question for each function that signed-in users may call. */
const questions: Record<string, unknown> = JSON.parse(
  await Deno.readTextFile(new URL("questions.json", import.meta.url)),
);
const stack = await startTestStack();
const owner = await stack.person("owner");

/** Every function of the published contract that takes a user. */
const contract = JSON.parse(await Deno.readTextFile(new URL("../../openapi.json", import.meta.url)));
const functions = Object.entries<Record<string, { security?: Record<string, unknown>[] }>>(contract.paths)
  .filter(([, methods]) => methods.post?.security?.some((scheme) => "user" in scheme))
  .map(([path]) => path.replace(/^\//, ""));

interface Call {
  method?: string;
  headers?: Record<string, string | undefined>;
  body?: BodyInit;
}

async function call(name: string, { method = "POST", headers = {}, body }: Call) {
  const given = { apikey: stack.publishableKey, "content-type": "application/json", ...headers };
  const response = await fetch(`${stack.url}/functions/v1/${name}`, {
    method,
    headers: Object.entries(given).filter((header): header is [string, string] => header[1] !== undefined),
    body: body ?? (method === "POST" ? JSON.stringify(questions[name]).replace("$me", owner.user.id) : undefined),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, answer: text ? JSON.parse(text) : null };
}

const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });

Deno.test("every function that takes a user has a question here", () => {
  assert.deepEqual(functions.toSorted(), Object.keys(questions).toSorted());
});

for (const name of functions) {
  Deno.test(`${name} answers a signed-in user`, async () => {
    const { status, headers, answer } = await call(name, bearer(owner.token));
    assert.equal(status, 200, JSON.stringify(answer));
    assert.match(headers.get("ratelimit") ?? "", /^"user";r=\d+;t=\d+$/);
    assert.equal(headers.get("access-control-allow-origin"), "*");
    assert.match(headers.get("x-request-id") ?? "", /^[0-9a-f-]{36}$/);
  });

  Deno.test(`${name} refuses every credential that does not hold`, async () => {
    const past = Math.floor(Date.now() / 1000) - 10;
    const tokens: Record<string, string> = {
      "expired": await stack.mint({ exp: past }),
      "without an end": await stack.mint({ exp: undefined }),
      "not valid yet": await stack.mint({ nbf: past + 3600 }),
      "of another issuer": await stack.mint({ iss: "https://elsewhere.test/auth/v1" }),
      "for another audience": await stack.mint({ aud: "elsewhere" }),
      "of the service role": await stack.mint({ role: "service_role" }),
      "of nobody": await stack.mint({ sub: undefined }),
      "forged": await stack.forge(),
      "unsigned": stack.unsigned(),
      "cut short": owner.token.slice(0, -8),
      "a publishable key": stack.publishableKey,
      "a secret key": stack.secretKey,
    };
    for (const [what, token] of Object.entries(tokens)) {
      const { status, answer } = await call(name, bearer(token));
      assert.equal(status, 401, `${what}: ${JSON.stringify(answer)}`);
      assert.equal(answer.code, "unauthenticated", what);
    }
    assert.equal((await call(name, {})).status, 401, "no token");
    assert.equal((await call(name, { headers: { authorization: "Basic dXNlcjpwdw==" } })).status, 401, "not a bearer");
  });

  Deno.test(`${name} says what is wrong with a request that is none`, async () => {
    const own = bearer(owner.token).headers;
    const cases: [number, string, Call][] = [
      [405, "method_not_allowed", { method: "GET", headers: own }],
      [405, "method_not_allowed", { method: "DELETE", headers: own }],
      [415, "unsupported_media_type", { headers: { ...own, "content-type": "text/plain" } }],
      [400, "invalid_input", { headers: own, body: "{" }],
      [413, "too_large", { headers: own, body: "x".repeat(9 * 1024 * 1024) }],
      [413, "too_large", { headers: own, body: endless(9) }],
    ];
    for (const [status, code, request] of cases) {
      const { status: given, answer } = await call(name, request);
      assert.deepEqual([given, answer.code], [status, code]);
    }
    assert.equal((await call(name, bearer(owner.token))).status, 200, "and the next request works");
  });

  Deno.test(`${name} answers a browser's preflight without a credential`, async () => {
    const { status, headers } = await call(name, { method: "OPTIONS", headers: { origin: "https://brand.test" } });
    assert.equal(status, 204);
    assert.match(headers.get("access-control-allow-headers") ?? "", /authorization/);
  });
}

Deno.test("a page may send every header that supabase-js sends", async () => {
  let sent = new Headers();
  const client = createClient(stack.url, stack.publishableKey, {
    auth: { persistSession: false, autoRefreshToken: false },
    global: {
      fetch: (_, init) => {
        sent = new Headers(init?.headers);
        return Promise.resolve(Response.json({}));
      },
    },
  });
  await client.functions.invoke(functions[0]!, { body: {}, region: FunctionRegion.EuCentral1 });
  assert.ok(sent.has("x-region"));
  const { headers } = await call(functions[0]!, { method: "OPTIONS" });
  const allowed = headers.get("access-control-allow-headers")!.split(/,\s*/);
  for (const name of [...sent.keys(), "traceparent", "tracestate", "baggage"]) assert.ok(allowed.includes(name), name);
});

Deno.test("the 61st request of a minute is refused, whatever the function, and says when to come back", async () => {
  const hasty = await stack.person("hasty");
  const name = functions[0]!;
  const answers = await Promise.all(Array.from({ length: 70 }, () => call(name, bearer(hasty.token))));
  const statuses = answers.map(({ status }) => status);
  assert.deepEqual([statuses.filter((s) => s === 200).length, statuses.filter((s) => s === 429).length], [60, 10]);
  const refused = answers.find(({ status }) => status === 429)!;
  assert.equal(refused.answer.code, "rate_limited");
  const seconds = Number(refused.headers.get("retry-after"));
  assert.ok(seconds >= 1 && seconds <= 60, `come back in ${seconds} s`);
  assert.match(refused.headers.get("ratelimit") ?? "", /r=0/);
  assert.equal((await call(name, bearer(owner.token))).status, 200, "others are not held up");
});

Deno.test("no token, key or message of a user is in the log", () => {
  const log = stack.log.join("\n");
  assert.ok(log.includes("answered 200"));
  for (const secret of [owner.token, stack.secretKey, stack.publishableKey]) assert.ok(!log.includes(secret));
});

/** A body of so many megabytes that does not say how long it is. */
function endless(megabytes: number): ReadableStream<Uint8Array> {
  let left = megabytes;
  return new ReadableStream({
    pull(controller) {
      if (left-- > 0) controller.enqueue(new Uint8Array(1024 * 1024));
      else controller.close();
    },
  });
}

Deno.test("the stack ends", () => stack.stop());
