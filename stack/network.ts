/** Sends what the database asks for with `net.http_post` and `net.http_delete`, as pg_net does: once, after the commit. */
import type { Sql } from "postgres";

/** Answers are kept this long. */
const kept = "6 hours";

interface Request {
  id: string;
  method: string;
  url: string;
  headers: Record<string, string>;
  body: unknown;
  timeout_milliseconds: number;
}

/** Begins to send, what is left from before included; returns how to stop. */
export async function openNetwork(sql: Sql, log: (line: string) => void): Promise<() => Promise<void>> {
  const closing = new AbortController();
  const underWay = new Set<Promise<void>>();

  async function send({ id, method, url, headers, body, timeout_milliseconds: limit }: Request): Promise<void> {
    try {
      const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(limit)]);
      const answer = await fetch(url, { method, headers, body: body === null ? null : JSON.stringify(body), signal });
      const content = await answer.text();
      await sql`insert into net._http_response (id, status_code, content_type, headers, content, timed_out)
        values (${id}, ${answer.status}, ${answer.headers.get("content-type")},
          ${JSON.stringify(Object.fromEntries(answer.headers))}::text::jsonb, ${content}, false)`;
    } catch (error) {
      if (closing.signal.aborted) return;
      const { name, message } = error as Error;
      await sql`insert into net._http_response (id, timed_out, error_msg) values (${id}, ${
        name === "TimeoutError"
      }, ${message})`;
    }
  }

  async function sendAll(): Promise<void> {
    await sql`delete from net._http_response where created < now() - ${kept}::interval`;
    const requests = await sql<Request[]>`delete from net.http_request_queue returning *`;
    await Promise.all(requests.map(send));
  }

  function begin(): void {
    const work = sendAll().catch((error) => {
      if (!closing.signal.aborted) log(`[network] ${error.message}`);
    }).finally(() => underWay.delete(work));
    underWay.add(work);
  }

  const { unlisten } = await sql.listen("net_requests", begin, begin);
  return async () => {
    closing.abort();
    await unlisten();
    await Promise.all(underWay);
  };
}

/** Puts into Vault what the jobs need to call the project's functions. */
export async function keepSecrets(sql: Sql, secrets: Record<string, string>): Promise<void> {
  for (const [name, secret] of Object.entries(secrets)) {
    await sql`insert into vault.secrets (name, secret) values (${name}, ${secret})
      on conflict (name) do update set secret = excluded.secret, updated_at = now()
      where secrets.secret <> excluded.secret`;
  }
}
