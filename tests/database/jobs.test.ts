import { deepStrictEqual as equal, ok } from "node:assert/strict";
import { asked, keep, makeNet, makeVault, secretKey } from "./support/network.ts";
import { anonymous, as, refusal, service, signUp } from "./support/people.ts";
import { scratch } from "./support/scratch.ts";

Deno.test("jobs", async (t) => {
  const { sql, close } = await scratch();
  const runs = () => sql`select job, row_count, error, note, duration_ms from edge.job_runs order by id`;
  const due = (name: string, at: string) =>
    sql`update edge.jobs set due_at = now() + ${at}::interval where name = ${name}`;
  const runDue = async () => (await sql`select edge.run_due_jobs() as n`)[0].n;

  await t.step("every job has its function, and every such function its job", async () => {
    const functions = await sql`select substr(proname, 5) as name from pg_proc
      where pronamespace = 'edge'::regnamespace and proname like 'job\\_%' order by 1`;
    const jobs = await sql`select name from edge.jobs order by 1`;
    equal(jobs.map((row) => row.name), functions.map((row) => row.name));
  });

  await t.step("each, when it runs, leaves how long it took and how many rows it touched", async () => {
    const names = (await sql`update edge.jobs set due_at = now() - interval '1 second' returning name`).map((row) =>
      row.name
    );
    equal(await runDue(), names.length);
    const told = await runs();
    equal(told.map((run) => run.job).sort(), names.sort());
    for (const run of told) {
      equal([run.error, typeof run.duration_ms, run.row_count !== null], [null, "number", true], run.job);
    }
    await sql`delete from edge.job_runs`;
  });

  await t.step("run when they are due, not before, and are written down", async () => {
    await sql`update edge.jobs set due_at = now() + interval '1 hour'`;
    equal(await runDue(), 0);
    await due("purge_insights", "-1 second");
    equal(await runDue(), 1);
    equal(await runDue(), 0);
    const [run] = await runs();
    equal([run.job, Number(run.row_count), run.error], ["purge_insights", 0, null]);
    ok(run.duration_ms >= 0);
  });

  await t.step("missed runs are made up for once, and the rhythm is kept", async () => {
    await sql`update edge.jobs set due_at = '2026-01-01T02:00:00Z' where name = 'purge_analytics'`;
    equal(await runDue(), 1);
    const [{ due_at }] = await sql`select due_at from edge.jobs where name = 'purge_analytics'`;
    equal(due_at.toISOString().slice(11), "02:00:00.000Z");
    const wait = due_at.getTime() - Date.now();
    ok(wait > 0 && wait <= 86_400_000);
  });

  await t.step("one that fails is written down and stops no other", async () => {
    await sql`create or replace function edge.job_purge_logs() returns bigint language sql volatile set search_path = '' as 'select 1 / 0'`;
    for (const name of ["purge_insights", "purge_logs", "purge_rate_limits"]) await due(name, "-1 second");
    equal(await runDue(), 3);
    const failed = (await runs()).filter((run) => run.error !== null);
    equal(failed.map((run) => [run.job, run.row_count, run.error]), [["purge_logs", null, "division by zero"]]);
  });

  await t.step("one that takes longer than it may is written down, too, and stops no other", async () => {
    await sql`create or replace function edge.job_purge_logs() returns bigint language sql volatile set search_path = '' as 'select 1 from pg_catalog.pg_sleep(10)'`;
    for (const name of ["purge_insights", "purge_logs", "purge_rate_limits"]) await due(name, "-1 second");
    const before = (await runs()).length;
    const ran = await sql.begin(async (tx) => {
      await tx`set local statement_timeout = '500ms'`;
      return (await tx`select edge.run_due_jobs() as n`)[0]!.n;
    });
    equal(ran, 3);
    const latest = (await runs()).slice(before);
    equal(latest.filter((run) => run.error !== null).map((run) => [run.job, run.row_count, run.error]), [
      ["purge_logs", null, "canceling statement due to statement timeout"],
    ]);
    ok(latest.find((run) => run.job === "purge_logs")!.duration_ms >= 400);
  });

  await t.step("two callers at once share the work", async () => {
    await sql`update edge.jobs set due_at = now() - interval '1 second' where name <> 'purge_logs'`;
    const before = (await runs()).length;
    await Promise.all(Array.from({ length: 6 }, runDue));
    equal((await runs()).length - before, 9);
  });

  await t.step("empty windows of the rate limit are purged, used ones stay", async () => {
    const [idle, busy] = [await signUp(sql), await signUp(sql)];
    await sql`insert into edge.rate_limits (user_id, window_s, admitted, allowed) values
      (${idle.id}, 60, array[now() - interval '61 seconds'], true), (${busy.id}, 60, array[now() - interval '61 seconds', now()], true)`;
    equal((await sql`select edge.job_purge_rate_limits()::int as gone`)[0].gone, 1);
    equal((await sql`select user_id from edge.rate_limits`).map((row) => row.user_id), [busy.id]);
  });

  await t.step(
    "the nightly check finds references that lead nowhere, and forgets them once they are mended",
    async () => {
      const [owner, stranger] = [await signUp(sql), await signUp(sql)];
      const foreign = await as(
        sql,
        stranger,
        (tx) => tx`insert into public.samples (name) values ('Secret') returning id`,
      );
      await as(sql, owner, async (tx) => {
        await tx`insert into public.samples (substitute_ids) values (${[foreign[0].id]})`;
        const [event] = await tx`insert into public.events (starts_at) values (now()) returning id`;
        const [first] = await tx`insert into public.tasks (event_id) values (${event.id}) returning id`;
        await tx`insert into public.tasks (event_id, dependencies) values (${event.id}, ${
          tx.json([first.id, { taskId: first.id, type: "SS" }])
        })`;
        await tx`insert into public.tasks (event_id, dependencies) values (${event.id}, ${tx.json(["nowhere"])})`;
        await tx`insert into public.crew_assignments (event_id, assigned_to) values (${event.id}, ${[
          crypto.randomUUID(),
        ]})`;
      });
      equal((await sql`select edge.job_check_integrity()::int as found`)[0].found, 3);
      equal(
        (await sql`select finding from edge.integrity_findings order by 1`).map((row) => row.finding),
        [
          "crew is assigned to a task of another event",
          "dependency is not a task of the same event",
          "substitute is not a sample of the same owner",
        ],
      );
      await sql`delete from auth.users where id = ${owner.id}`;
      equal((await sql`select edge.job_check_integrity()::int as found`)[0].found, 0);
    },
  );

  await t.step("are nobody's to call but the database's own", async () => {
    for (const who of [anonymous, service, await signUp(sql)]) {
      equal(await refusal(as(sql, who, (tx) => tx`select edge.run_due_jobs()`)), "42501");
      for (
        const table of [
          "jobs",
          "job_runs",
          "job_hooks",
          "file_removals",
          "announced_deadlines",
          "integrity_findings",
          "requests",
          "data_epochs",
        ]
      ) {
        equal(await refusal(as(sql, who, (tx) => tx.unsafe(`select from edge.${table}`))), "42501", table);
      }
    }
  });

  await close();
});

Deno.test("logs and announced deadlines are purged in their time", async () => {
  const { sql, close } = await scratch();
  const person = await signUp(sql);
  await sql`insert into edge.requests (request_id, function, status, duration_ms, cached, created_at)
    select gen_random_uuid(), 'x', 200, 1, false, now() - d * interval '1 day' from unnest(array[1, 91]) d`;
  await sql`insert into edge.job_runs (job, started_at, duration_ms, row_count) values ('purge_logs', now() - interval '91 days', 1, 0)`;
  const [event] = await sql`insert into public.events (user_id, starts_at) values (${person.id}, now()) returning id`;
  const [task] = await sql`insert into public.tasks (event_id) values (${event.id}) returning id`;
  await sql`insert into edge.announced_deadlines (task_id, deadline_at) values (${task.id}, now() - interval '1 hour'), (${task.id}, now() + interval '1 hour')`;
  equal((await sql`select edge.job_purge_logs()::int as gone`)[0].gone, 3);
  await close();
});

Deno.test("the jobs that wake the function sync", async (t) => {
  const { sql, close } = await scratch();
  const run = async (job: string) => {
    await sql`select edge.run_job(${job})`;
    const [row] = await sql`select job, row_count::int, note, error from edge.job_runs order by id desc limit 1`;
    return { ...row };
  };
  const hook = (name: string, body: string) =>
    sql.unsafe(
      `create or replace function edge.${name}() returns bigint language sql volatile set search_path = '' as '${body}'`,
    );
  const both = ["sync_pump", "inbox_sweep"];

  await t.step("have nothing to do while nothing is attached", async () => {
    for (const job of both) {
      equal(await run(job), { job, row_count: 0, note: "nothing is attached", error: null });
    }
  });

  await t.step("send nothing while nothing is waiting", async () => {
    await hook("pages_waiting", "select 0");
    for (const job of both) {
      await sql`insert into edge.job_hooks (job, hook) values (${job}, 'pages_waiting')`;
      equal(await run(job), { job, row_count: 0, note: "nothing is waiting", error: null });
    }
  });

  const job = "sync_pump";
  await t.step("say what is missing to send anything, and count what waits all the same", async () => {
    await hook("pages_waiting", "select 3");
    await hook("pushes_waiting", "select 4");
    await sql`insert into edge.job_hooks (job, hook) values (${job}, 'pushes_waiting')`;
    const note = (what: string) => ({ job, row_count: 7, note: `not configured: ${what}`, error: null });
    equal(await run(job), note("there is no Vault"));
    await makeVault(sql);
    equal(await run(job), note("pg_net is not installed"));
    await makeNet(sql);
    equal(await run(job), note("Vault holds no project_url"));
    await keep(sql, "project_url", "https://project.test/");
    equal(await run(job), note("Vault holds no secret_key"));
    equal(await asked(sql), []);
  });

  await t.step("call sync/tick with the secret key, which is written down nowhere else", async () => {
    await keep(sql, "secret_key", secretKey);
    equal(await run(job), { job, row_count: 7, note: "called functions/v1/sync/tick, request 1", error: null });
    equal(await run("inbox_sweep"), {
      job: "inbox_sweep",
      row_count: 3,
      note: "called functions/v1/sync/tick, request 2",
      error: null,
    });
    const [{ headers }] = await sql`select distinct headers from net.asked`;
    equal(headers, { "content-type": "application/json", apikey: secretKey });
    const call = { method: "POST", url: "https://project.test/functions/v1/sync/tick" };
    equal(await asked(sql), both.map((job) => ({ ...call, body: { job } })));
    const [{ told }] = await sql`select count(*)::int as told from edge.job_runs r where r::text like '%sb_secret%'`;
    equal(told, 0);
  });

  await t.step("fail as any job does when a hook fails, and send nothing", async () => {
    await hook("pushes_waiting", "select 1 / 0");
    equal(await run(job), { job, row_count: null, note: null, error: "division by zero" });
    equal(await asked(sql), []);
  });

  await close();
});
