/** logistics-analyzer as an application meets it: the typed client over supabase-js, through the whole stack. */
import assert from "node:assert/strict";
import { createFashionOS, type LogisticsAnalyzerParams } from "../../client/src/index.ts";
import { startTestStack } from "../support/stack.ts";

const stack = await startTestStack();
const owner = await stack.person("owner");
const stranger = await stack.person("stranger");

const samples: LogisticsAnalyzerParams["sampleList"] = [
  { id: "gown", name: "Ivory gown", status: "shot", isHero: true, lookId: "look-1", category: "dress" },
  { id: "boots", name: "Chelsea boots", status: "prepped", lookId: "look-1", category: "shoes" },
  { id: "coat", name: "Camel coat", status: "delayed", isHero: true, lookId: "look-2", category: "outerwear" },
];

Deno.test("a signed-in user gets all three parts of the analysis", async () => {
  const { data, error } = await createFashionOS(owner.client).callLogisticsAnalyzer({
    sampleList: samples,
    analysisType: "all",
  });
  assert.equal(error, null);
  assert.equal(data?.readiness?.overallPercentage, 33);
  assert.deepEqual(data?.readiness?.hero, { ready: 1, total: 2 });
  assert.equal(data?.blockers?.[0]?.sampleId, "coat");
  assert.equal(data?.blockers?.[0]?.estimatedDelay, "unknown");
  assert.deepEqual(data?.batching?.batches.map((batch) => batch.items), [["boots"]]);
  assert.equal(data?.cached, false);
});

Deno.test("the same question again is answered from what was kept, and only for the same user", async () => {
  const question = { sampleList: samples, analysisType: "readiness" as const };
  const first = await createFashionOS(owner.client).callLogisticsAnalyzer(question);
  assert.equal(first.data?.cached, false);
  const again = await eventually(
    () => createFashionOS(owner.client).callLogisticsAnalyzer(question),
    ({ data }) => data?.cached === true,
  );
  // Whichever of the questions was kept, its answer is the same.
  assert.deepEqual(again.data?.readiness, first.data?.readiness);
  const third = await createFashionOS(owner.client).callLogisticsAnalyzer(question);
  assert.deepEqual(third.data, again.data);
  const other = await createFashionOS(stranger.client).callLogisticsAnalyzer(question);
  assert.equal(other.data?.cached, false);
});

Deno.test("without a list the caller's own samples are analysed, and nobody else's", async () => {
  const mine = await owner.client.from("samples").insert([
    { name: "Own gown", status: "on_set" },
    { name: "Own shoes", status: "awaiting" },
  ]);
  assert.equal(mine.error, null);
  const own = await createFashionOS(owner.client).callLogisticsAnalyzer({ analysisType: "readiness" });
  assert.deepEqual([own.data?.readiness?.ready, own.data?.readiness?.total], [1, 2]);
  const theirs = await createFashionOS(stranger.client).callLogisticsAnalyzer({ analysisType: "readiness" });
  assert.equal(theirs.data?.readiness?.total, 0);
  assert.equal(theirs.data?.readiness?.overallPercentage, null);
});

Deno.test("a change of the samples drops the kept answer at once", async () => {
  const ask = () => createFashionOS(owner.client).callLogisticsAnalyzer({ analysisType: "readiness" });
  await eventually(ask, ({ data }) => data?.cached === true);
  const change = await owner.client.from("samples").update({ status: "shot" }).eq("name", "Own shoes");
  assert.equal(change.error, null);
  const { data } = await ask();
  assert.equal(data?.cached, false);
  assert.equal(data?.readiness?.ready, 2);
});

Deno.test("more rows than the data API gives at once are all analysed", async () => {
  const collector = await stack.person("collector");
  const rows = Array.from({ length: 2500 }, (_, index) => ({ name: `Sample ${index}`, status: "received" }));
  assert.equal((await collector.client.from("samples").insert(rows)).error, null);
  const { data } = await createFashionOS(collector.client).callLogisticsAnalyzer({ analysisType: "readiness" });
  assert.equal(data?.readiness?.total, 2500);
});

Deno.test("every bad input is a 4xx that names its field, and the next request works", async () => {
  const bad: [string, string, string][] = [
    ["broken JSON", '{"analysisType":', "body"],
    ["no JSON at all", "hello", "body"],
    ["a list", "[]", "body"],
    ["nothing", "", "body"],
    ["an unknown kind", '{"analysisType":"everything"}', "analysisType"],
    ["a wrong type", '{"analysisType":"all","sampleList":"many"}', "sampleList"],
    ["a number too large for any float", '{"analysisType":"all","defaultSetupMinutes":1e999}', "defaultSetupMinutes"],
    ["not a number", '{"analysisType":"all","defaultSetupMinutes":NaN}', "body"],
    ["a negative duration", sampleWith('"shootMinutes":-5'), "sampleList[0].shootMinutes"],
    ["a fraction where there are none", sampleWith('"shootMinutes":1.5'), "sampleList[0].shootMinutes"],
    ["a date without a zone", sampleWith('"etaAt":"2026-11-21T09:00:00"'), "sampleList[0].etaAt"],
    ["a gigantic string", sampleWith(`"name":"${"x".repeat(1_000_000)}"`), "sampleList[0].name"],
    [
      "an id used twice",
      '{"analysisType":"all","sampleList":[{"id":"a","status":"shot"},{"id":"a","status":"shot"}]}',
      "sampleList[1].id",
    ],
    ["deep nesting", `{"analysisType":"all","sampleList":${"[".repeat(50_000)}`, "body"],
    ["a field too many", '{"analysisType":"all","smapleList":[]}', "smapleList"],
  ];
  const sender = await stack.person("sender");
  for (const [what, body, field] of bad) {
    const { status, answer, headers } = await post(sender.token, body);
    assert.equal(status, 400, `${what}: ${JSON.stringify(answer).slice(0, 300)}`);
    assert.equal(answer.code, "invalid_input", what);
    assert.equal(answer.details.field, field, what);
    assert.equal(answer.requestId, headers.get("x-request-id"), what);
  }
  assert.equal((await post(sender.token, '{"analysisType":"all","sampleList":[]}')).status, 200);
});

Deno.test("emoji, right-to-left names and unknown fields of a row are welcome", async () => {
  const { data, error } = await createFashionOS(stranger.client).callLogisticsAnalyzer({
    analysisType: "all",
    // deno-lint-ignore no-explicit-any -- a field that the contract does not know
    sampleList: [{ id: "👗", name: "فستان أحمر", status: "delayed", colour: "red" } as any],
  });
  assert.equal(error, null);
  assert.equal(data?.blockers?.[0]?.name, "فستان أحمر");
});

Deno.test("a million samples are too many, and say so", async () => {
  const sample = '{"id":"a","status":"shot"},';
  const body = `{"analysisType":"all","sampleList":[${sample.repeat(1_000_000).slice(0, -1)}]}`;
  const sender = await stack.person("collector");
  const { status, answer } = await post(sender.token, body);
  assert.equal(status, 413);
  assert.equal(answer.code, "too_large");
  assert.equal((await post(sender.token, '{"analysisType":"all","sampleList":[]}')).status, 200);
});

Deno.test("thirty thousand samples are analysed within the platform's limits", async () => {
  const statuses = ["awaiting", "in_transit", "received", "prepped", "on_set", "shot", "delayed"];
  const sampleList = Array.from({ length: 30_000 }, (_, index) => ({
    id: `sample-${index}`,
    name: `Sample ${index}`,
    status: statuses[index % statuses.length],
    category: `category ${index % 9}`,
    lookId: `look ${index % 900}`,
    isHero: index % 50 === 0,
  }));
  const sender = await stack.person("collector");
  const { status, answer } = await post(sender.token, JSON.stringify({ analysisType: "all", sampleList }));
  assert.equal(status, 200, JSON.stringify(answer).slice(0, 300));
  assert.equal(answer.readiness.total, 30_000);
});

function sampleWith(field: string): string {
  return `{"analysisType":"all","sampleList":[{"id":"a","status":"shot",${field}}]}`;
}

async function post(token: string, body: string) {
  const response = await fetch(`${stack.url}/functions/v1/logistics-analyzer`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, apikey: stack.publishableKey, "content-type": "application/json" },
    body,
  });
  return { status: response.status, headers: response.headers, answer: await response.json() };
}

/** Answers are kept after they were given, so the next question may come too early. */
async function eventually<T>(ask: () => Promise<T>, holds: (answer: T) => boolean): Promise<T> {
  for (let attempt = 0; attempt < 20; attempt++) {
    const answer = await ask();
    if (holds(answer)) return answer;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("it never held");
}

Deno.test("the stack ends", () => stack.stop());
