/** The data API: policies, grants, and values that come back as they went in. */
import assert from "node:assert/strict";
import { startTicker } from "../../stack/ticker.ts";
import { testProject } from "../support/project.ts";
import { startTestStack } from "../support/stack.ts";

Deno.test("the data API", { sanitizeOps: false, sanitizeResources: false }, async (t) => {
  const stack = await startTestStack(testProject);
  const owner = await stack.person("owner");
  const other = await stack.person("other");

  await t.step("shows everybody only their own rows, and an admin all", async () => {
    await owner.client.from("notes").insert({ title: "mine" });
    const admin = await stack.person("admin", { role: "admin" });
    assert.equal((await owner.client.from("notes").select()).data!.length, 1);
    assert.equal((await other.client.from("notes").select()).data!.length, 0);
    assert.equal((await admin.client.from("notes").select()).data!.length, 1);
    const stolen = await other.client.from("notes").insert({ title: "x", owner_id: owner.user.id });
    assert.equal(stolen.error?.code, "42501");
  });

  await t.step("never widens a grant, however many requests went before", async () => {
    const grants = () =>
      stack.sql`
        select coalesce(json_agg(g order by g), '[]') as all from (
          select concat_ws(' ', c.oid::regclass, c.relacl) as g from pg_class c join pg_namespace n on n.oid = relnamespace
          where nspname in ('public', 'auth', 'realtime') and relkind in ('r', 'p', 'v', 'S')
          union all
          select concat_ws(' ', 'default', defaclrole::regrole, defaclobjtype, defaclacl) from pg_default_acl
          union all
          select concat_ws(' ', 'schema', nspname, nspacl) from pg_namespace where nspname !~ '^pg_toast') as t`
        .then(([row]) => row!.all as string[]);
    const before = await grants();
    for (const client of [owner.client, stack.anonymous(), stack.service()]) await client.from("notes").select();
    assert.deepEqual(await grants(), before);
    assert.equal(before.filter((grant) => grant.startsWith("default")).length, 0);
  });

  await t.step("refuses what is not granted: a column, a table, a role without the verb", async () => {
    const promoted = await owner.client.from("profiles").update({ is_admin: true }).eq("id", owner.user.id);
    assert.equal(promoted.error?.code, "42501");
    const renamed = await owner.client.from("profiles").update({ handle: "new" }).eq("id", owner.user.id);
    assert.ifError(renamed.error);
    for (const client of [owner.client, stack.anonymous(), stack.service()]) {
      assert.equal((await client.from("secrets").select()).error?.code, "42501");
    }
    assert.equal((await stack.service().from("notes").delete().eq("id", 1)).error?.code, "42501");
    assert.equal((await stack.anonymous().from("notes").select()).error?.code, "42501");
  });

  await t.step("keeps JSON as it was, in tables and in arguments", async () => {
    const values = [{ a: [1, { b: null }], c: "{not json" }, [], ["x", 1.5, false], {}];
    for (const body of values) {
      const { data, error } = await owner.client.from("notes").insert({ title: "json", body }).select("body").single();
      assert.ifError(error);
      assert.deepEqual(data!.body, body);
      const [row] = await stack.sql`select jsonb_typeof(body) as type from public.notes order by id desc limit 1`;
      assert.equal(row!.type, Array.isArray(body) ? "array" : "object");
    }
    for (const value of [...values, "text", "[looks like", null]) {
      const { data, error } = await owner.client.rpc("describe", { p_value: value });
      assert.ifError(error);
      assert.deepEqual(data.value ?? null, value, JSON.stringify(value));
    }
  });

  await t.step("writes times in ISO form and finds rows by them", async () => {
    const due_at = "2026-03-01T10:00:00.25+00:00";
    const { data } = await owner.client.from("notes").insert({ title: "timed", due_at }).select().single();
    assert.equal(data!.due_at, due_at);
    const found = await owner.client.from("notes").select("id").eq("due_at", due_at);
    assert.deepEqual(found.data, [{ id: data!.id }]);
  });

  await t.step("calls functions as the caller, and answers with the status they raise", async () => {
    const as = async (client: typeof owner.client) => (await client.rpc("describe", { p_value: 1 })).data;
    assert.deepEqual([(await as(owner.client)).role, (await as(owner.client)).uid], ["authenticated", owner.user.id]);
    assert.deepEqual([(await as(stack.anonymous())).role, (await as(stack.service())).role], ["anon", "service_role"]);
    const conflict = await owner.client.rpc("conflict");
    assert.deepEqual([conflict.status, conflict.error?.message], [409, "already there"]);
    assert.equal((await stack.anonymous().rpc("conflict")).error?.code ?? "none", "42501");
  });

  await t.step("tells a refusal of Postgres as PostgREST does, whatever its kind", async () => {
    await stack.sql.unsafe(`
      alter table public.notes add constraint priority_is_small check (priority < 100);
      create function public.fail(state text) returns void language plpgsql
      as $$ begin raise exception using errcode = state, message = 'no', detail = 'because', hint = 'do not'; end $$;
      grant execute on function public.fail to authenticated;`);
    const wrong = await owner.client.from("notes").insert({ title: "x", priority: 100 });
    assert.deepEqual([wrong.status, wrong.error?.code], [400, "23514"]);
    assert.match(wrong.error!.message, /violates check constraint "priority_is_small"/);
    await until(async () => (await owner.client.rpc("fail", { state: "P0001" })).error?.code === "P0001");
    const states = { P0001: 400, "23P01": 400, "40001": 500, "28000": 403, "57014": 500, P0002: 500 };
    for (const [state, status] of Object.entries(states)) {
      const { error, status: given } = await owner.client.rpc("fail", { state });
      assert.deepEqual([given, error?.code, error?.message, error?.details, error?.hint], [
        status,
        state,
        "no",
        "because",
        "do not",
      ]);
    }
  });

  await t.step(
    "gives rows inserted together the same columns: null, or the default where that is preferred",
    async () => {
      const rows = [{ title: "first" }, { title: "second", priority: 7 }];
      const strict = await owner.client.from("notes").insert(rows).select("title, priority");
      assert.deepEqual([strict.status, strict.error?.code], [400, "23502"]);
      assert.ifError((await owner.client.from("notes").insert(rows, { defaultToNull: false })).error);
      const { data } = await owner.client.from("notes").select("title, priority").in("title", ["first", "second"]);
      assert.deepEqual(data, [{ title: "first", priority: 0 }, { title: "second", priority: 7 }]);
    },
  );

  await t.step("wants an API key", async () => {
    const answer = await fetch(`${stack.url}/rest/v1/notes`);
    assert.equal(answer.status, 401);
    await answer.body?.cancel();
  });

  await t.step("notices a changed schema by itself and on NOTIFY pgrst", async () => {
    await stack.sql`create table public.late (id int primary key)`;
    await stack.sql`grant select on public.late to anon`;
    await until(async () => (await stack.anonymous().from("late").select()).status === 200);
    await stack.sql`notify pgrst, 'reload schema'`;
    await stack.sql`drop table public.late`;
    await until(async () => (await stack.anonymous().from("late").select()).status === 404);
  });

  await t.step("runs the database's due jobs, once there are any", async () => {
    const said: string[] = [];
    const stop = startTicker(stack.sql, (line) => said.push(line), 20);
    await stack.sql`create schema edge`;
    await stack.sql`create table edge.ticks (at timestamptz default now())`;
    await stack
      .sql`create function edge.run_due_jobs() returns void language sql as 'insert into edge.ticks default values'`;
    await until(async () => (await stack.sql`select from edge.ticks`).length > 1);
    await stack.sql`drop table edge.ticks`;
    await until(() => Promise.resolve(said.some((line) => line.includes("edge.ticks"))));
    stop();
  });

  await t.step("gives the project's role no superuser's rights", async () => {
    const [role] = await stack.sql`select rolsuper, rolname from pg_roles where rolname = current_user`;
    assert.deepEqual([role!.rolname, role!.rolsuper], ["postgres", false]);
  });

  await stack.stop();
});

async function until(holds: () => Promise<boolean>, ms = 3000): Promise<void> {
  for (const end = Date.now() + ms; !await holds();) {
    if (Date.now() > end) throw new Error("it did not come to hold in time");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
