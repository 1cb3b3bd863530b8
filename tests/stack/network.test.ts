/** What the database asks for over the network: pg_net's and Vault's part of a project, and the jobs that use it. */
import { deepStrictEqual as equal, match } from "node:assert/strict";
import { testProject } from "../support/project.ts";
import { startTestStack } from "../support/stack.ts";

Deno.test("requests of the database", { sanitizeOps: false, sanitizeResources: false }, async (t) => {
  const stack = await startTestStack({ functions: testProject.functions });
  const { sql } = stack;
  const answer = async (request: string) => {
    for (const end = Date.now() + 20_000; Date.now() < end;) {
      const [row] = await sql`select * from net._http_response where id = ${request}`;
      if (row) return row;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error(`request ${request} was not answered`);
  };
  const post = async (url: string, timeout = 5000) => {
    const [row] = await sql`select net.http_post(${url}, timeout_milliseconds := ${timeout}) as id`;
    return row!.id as string;
  };

  await t.step("a job with work wakes the function sync, with the secret key of Vault", async () => {
    await sql.unsafe(`
      create function edge.pages_waiting() returns bigint language sql volatile set search_path = '' as 'select 2';
      insert into edge.job_hooks (job, hook) values ('sync_pump', 'pages_waiting');
      select edge.run_job('sync_pump')`);
    const [run] =
      await sql`select row_count::int, note from edge.job_runs where job = 'sync_pump' order by id desc limit 1`;
    equal(run!.row_count, 2);
    match(run!.note, /^called functions\/v1\/sync\/tick, request \d+$/);
    const said = await answer(run!.note.match(/\d+$/)[0]);
    equal(said.status_code, 200);
    const { method, url, headers, body } = JSON.parse(said.content);
    equal([method, new URL(url).pathname, headers.apikey, JSON.parse(body)], [
      "POST",
      "/sync/tick",
      stack.secretKey,
      { job: "sync_pump" },
    ]);
  });

  await t.step("are sent with their method, and a body where they have one", async () => {
    const echo = `${stack.url}/functions/v1/echo`;
    const [row] = await sql`select net.http_delete(${echo}, params := '{"all": "1"}') as id`;
    const { method, url, body } = JSON.parse((await answer(row!.id)).content);
    equal([method, new URL(url).search, body], ["DELETE", "?all=1", ""]);
  });

  await t.step("are not sent when their transaction is undone", async () => {
    await sql.begin(async (tx) => {
      await tx`select net.http_post(${`${stack.url}/functions/v1/echo`})`;
      throw new Error("changed my mind");
    }).catch(() => {});
    const request = await post(`${stack.url}/functions/v1/nobody`);
    equal((await answer(request)).status_code, 404);
    equal((await sql`select from net._http_response where status_code = 200`).length, 2);
  });

  await t.step("have an error where nobody answers, or not in time", async () => {
    const refused = await answer(await post("http://127.0.0.1:1/"));
    equal([refused.status_code, refused.timed_out], [null, false]);
    equal((await answer(await post(`${stack.url}/functions/v1/stream`, 1))).timed_out, true);
  });

  await t.step("and their secrets are the project's own role's to make and read, nobody else's", async () => {
    const [made] = await sql`select vault.create_secret('word', 'of_mine') as id`;
    await sql`select vault.update_secret(${made!.id}, 'other word')`;
    const [kept] = await sql`select decrypted_secret from vault.decrypted_secrets where name = 'of_mine'`;
    equal(kept!.decrypted_secret, "other word");
    for (const role of ["anon", "authenticated", "service_role"]) {
      const [may] =
        await sql`select has_schema_privilege(${role}, 'vault', 'usage') or has_schema_privilege(${role}, 'net', 'usage') as may`;
      equal(may!.may, false, role);
    }
  });

  await stack.stop();
});
