/** The stack's small parts, on their own. */
import assert from "node:assert/strict";
import { Budget } from "../../stack/functions/budget.ts";
import { Changes } from "../../stack/realtime/changes.ts";
import { Channels } from "../../stack/realtime/channel.ts";
import { parseFilter } from "../../stack/realtime/filter.ts";
import { readerOf } from "../../stack/realtime/values.ts";
import { refusing } from "../../stack/refusals.ts";
import { splitStatements } from "../../stack/statements.ts";

Deno.test("statements end at the semicolons that end one", () => {
  assert.deepEqual(splitStatements("select 1; select ';' ;; -- ;\n"), ["select 1", "select ';'"]);
  assert.deepEqual(splitStatements("do $a$ begin; $b$ end $a$; select 2"), ["do $a$ begin; $b$ end $a$", "select 2"]);
  assert.deepEqual(splitStatements("create rule r as on insert to t do (select 1; select 2)"), [
    "create rule r as on insert to t do (select 1; select 2)",
  ]);
  assert.deepEqual(splitStatements("select E'\\';', '\\'; select 2"), ["select E'\\';', '\\'", "select 2"]);
  assert.deepEqual(splitStatements("/* a; /* b; */ c; */"), []);
  assert.deepEqual(splitStatements("select a$1, $1 from t; select 2"), ["select a$1, $1 from t", "select 2"]);
});

Deno.test("filters compare as the column's type does", () => {
  const row = { n: 10, text: "a,b", at: "2026-01-01T00:00:00+00:00", none: null, yes: true };
  const cases: [string, boolean][] = [
    ["n=gt.9", true],
    ["n=lt.9", false],
    ["n=in.(1,10)", true],
    ["n=not.in.(1,10)", false],
    ['text=eq."a,b"', true],
    ['text=in.("a,b",c)', true],
    ["text=like.a%", true],
    ['text=ilike."A,_"', true],
    ["text=match.^a", true],
    ["at=gte.2025-12-31T23:00:00-01:00", true],
    ["none=is.null", true],
    ["none=eq.1", false],
    ["none=isdistinct.1", true],
    ["yes=eq.true", true],
    ["n=gt.5,n=lt.10", false],
  ];
  for (const [filter, expected] of cases) assert.equal(parseFilter(filter)(row), expected, filter);
  for (const bad of ["n", "n=near.1", "n=constructor.1", "text=match.("]) assert.throws(() => parseFilter(bad), bad);
});

Deno.test("values have the form that the data API gives them", () => {
  assert.deepEqual(readerOf("_int4")("{1,NULL,-2}"), [1, null, -2]);
  assert.deepEqual(readerOf("_text")('{{a,"b \\"c\\" \\\\"},{"",NULL}}'), [["a", 'b "c" \\'], ["", null]]);
  assert.deepEqual(readerOf("_text")("{}"), []);
  assert.deepEqual(readerOf("_jsonb")('{"{\\"a\\": 1}"}'), [{ a: 1 }]);
  assert.equal(readerOf("int8")("9007199254740993"), "9007199254740993");
  assert.equal(readerOf("timestamptz")("2026-11-21 03:48:51.5+00"), "2026-11-21T03:48:51.5+00:00");
  assert.equal(readerOf("bool")("t"), true);
});

Deno.test("a request is charged its share of what was used while it ran", () => {
  const budget = new Budget({ cpuMs: 1000, wallMs: 10_000 });
  const first = budget.begin(0, 500);
  budget.begin(0, 500);
  assert.equal(budget.check(1, 1400), undefined, "900 ms for two");
  first();
  assert.equal(budget.check(2, 1900), undefined, "the other has used 450 and 500 ms");
  assert.equal(budget.check(3, 2000), "cpu");
});

Deno.test("a process that answers nothing is ended however many wait", () => {
  const budget = new Budget({ cpuMs: 1000, wallMs: 10_000 });
  for (let n = 0; n < 20; n++) budget.begin(0, 0);
  assert.equal(budget.check(1, 1000), undefined);
  assert.equal(budget.check(2, 1001), "cpu");
});

Deno.test("a request that waits is ended by the clock alone", () => {
  const budget = new Budget({ cpuMs: 1000, wallMs: 10_000 });
  budget.begin(5, 0);
  assert.equal(budget.check(10_005, 0), undefined);
  assert.equal(budget.check(10_006, 0), "wall");
});

Deno.test("a question that the database did not answer does not silence the changes after it", async () => {
  let fails = true;
  const simple = () => fails ? Promise.reject(new Error("the connection is gone")) : Promise.resolve([]);
  const frames: string[] = [], logged: string[] = [];
  const channels = new Channels();
  channels.enter({
    connection: { version: "1.0.0", send: (frame) => void frames.push(String(frame)) },
    topic: "realtime:all",
    joinRef: "1",
    claims: { role: "authenticated" },
    private: false,
    permissions: {} as never,
    subscriptions: [{ id: 7, event: "DELETE", schema: "public", table: "samples" }],
    self: false,
    ack: false,
    presence: { enabled: false, key: "" },
  });
  const catalogue = {
    types: () => Promise.resolve(new Map([[25, "text"]])),
    table: () =>
      Promise.resolve({
        key: [{ name: "id", type: "text" }],
        secured: true,
        published: true,
        readable: { authenticated: new Set(["id"]) },
      }),
  };
  const sql = { unsafe: () => ({ simple }) };
  const changes = new Changes(sql as never, channels, catalogue as never, (line) => void logged.push(line));
  const relation = { oid: 1, schema: "public", table: "samples", columns: [{ name: "id", typeOid: 25 }] };
  const remove = async (id: string) => {
    changes.take({ xid: 1, committedAt: new Date(0), changes: [{ type: "DELETE", relation, old: [id] }] });
    await new Promise((resolve) => setTimeout(resolve, 10));
  };
  await remove("lost");
  fails = false;
  await remove("heard");
  assert.match(logged.join(), /the connection is gone/);
  assert.equal(frames.length, 1);
  assert.match(frames[0]!, /"old_record":\{"id":"heard"\}/);
});

Deno.test("a database that is away is 503, what the engine itself does wrong stays 500, and its answers stay as they are", async () => {
  const told = async (failure: Error, body: unknown = { code: "SUP", message: String(failure) }) => {
    const answer = await refusing(() => {
      console.error(failure);
      return Promise.resolve(Response.json(body, { status: 500 }));
    });
    return [answer.status, (await answer.json()).code];
  };
  const failure = (code: string) => Object.assign(new Error("no"), { code });
  for (const code of ["ECONNREFUSED", "EPIPE", "CONNECTION_CLOSED"]) {
    assert.deepEqual(await told(failure(code)), [503, "PGRST001"]);
  }
  assert.deepEqual(await told(failure("57P03")), [503, "57P03"]);
  assert.deepEqual(await told(failure("53400")), [500, "53400"]);
  assert.deepEqual(await told(new URIError("URI malformed")), [500, "SUP"]);
  assert.deepEqual(await told(failure("P0001"), { code: "42P17" }), [500, "42P17"]);
});
