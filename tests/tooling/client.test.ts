// The client over a scripted supabase-js: what a caller gets for every way a call can end.

import assert from "node:assert/strict";
import { createClient } from "@supabase/supabase-js";
import { createFashionOS } from "../../client/src/index.ts";

/** A client whose requests are answered by `replies`, in order; the last one repeats. */
function scripted(...replies: (() => Response)[]) {
  const bodies: string[] = [];
  const fetch = (_url: unknown, init?: RequestInit) => {
    bodies.push(String(init?.body));
    return Promise.resolve().then(replies[Math.min(bodies.length, replies.length) - 1]);
  };
  const supabase = createClient("http://stack.test", "sb_publishable_test", {
    auth: { persistSession: false, autoRefreshToken: false },
    global: { fetch },
  });
  return { fashionOS: createFashionOS(supabase), bodies };
}

const refusal = (status: number, code: string, headers: Record<string, string> = {}) => () =>
  Response.json({ code, message: "no", requestId: "r1" }, { status, headers });
const answer = () => Response.json({ cached: false, calculatedAt: "2026-11-21T10:00:00Z" });

Deno.test("an answer is data", async () => {
  const { fashionOS, bodies } = scripted(answer);
  const { data, error } = await fashionOS.callLogisticsAnalyzer({ analysisType: "all", sampleList: [] });
  assert.equal(error, null);
  assert.equal(data?.cached, false);
  assert.deepEqual(JSON.parse(bodies[0] ?? ""), { analysisType: "all", sampleList: [] });
});

Deno.test("a refusal keeps its code, status and request id", async () => {
  const { fashionOS } = scripted(refusal(401, "unauthenticated"));
  const { data, error } = await fashionOS.callLogisticsAnalyzer({ analysisType: "all" });
  assert.equal(data, null);
  assert.deepEqual(error, { code: "unauthenticated", message: "no", requestId: "r1", status: 401 });
});

Deno.test("a network failure is an error, not an exception", async () => {
  const { fashionOS } = scripted(() => {
    throw new TypeError("connection refused");
  });
  const { error } = await fashionOS.callLogisticsAnalyzer({ analysisType: "all" });
  assert.equal(error?.code, "unreachable");
  assert.equal(error?.status, 0);
});

Deno.test("a gateway's page instead of JSON is unreachable, with the page's status", async () => {
  const { fashionOS } = scripted(() => new Response("<h1>Bad gateway</h1>", { status: 502 }));
  const { error } = await fashionOS.callLogisticsAnalyzer({ analysisType: "all" });
  assert.equal(error?.code, "unreachable");
  assert.equal(error?.status, 502);
});

Deno.test("nothing is repeated unasked", async () => {
  const { fashionOS, bodies } = scripted(refusal(429, "rate_limited", { "retry-after": "0" }), answer);
  const { error } = await fashionOS.callLogisticsAnalyzer({ analysisType: "all" });
  assert.equal(error?.retryAfter, 0);
  assert.equal(bodies.length, 1);
});

Deno.test("a patient caller's request is repeated once, after the time that was asked for", async () => {
  const { fashionOS, bodies } = scripted(refusal(503, "unavailable", { "retry-after": "1" }), answer);
  const started = Date.now();
  const { data } = await fashionOS.callLogisticsAnalyzer({ analysisType: "all" }, { retryWithinSeconds: 5 });
  assert.ok(data);
  assert.equal(bodies.length, 2);
  assert.ok(Date.now() - started >= 990);
});

Deno.test("a longer wait than the caller's patience is an error at once", async () => {
  const { fashionOS, bodies } = scripted(refusal(429, "rate_limited", { "retry-after": "42" }), answer);
  const { error } = await fashionOS.callLogisticsAnalyzer({ analysisType: "all" }, { retryWithinSeconds: 5 });
  assert.equal(error?.retryAfter, 42);
  assert.equal(bodies.length, 1);
});
