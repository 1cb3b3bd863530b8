/** What the policies on realtime.messages allow somebody in a private channel. */
import type { Sql } from "postgres";
import type { Claims } from "../auth/tokens.ts";
import { becoming } from "./session.ts";

export interface Permissions {
  /** May join and hear. */
  read: boolean;
  /** May broadcast. */
  write: boolean;
  /** May be and see who is present. */
  presence: { read: boolean; write: boolean };
}

/** Public channels have no policies. */
export const everything: Permissions = { read: true, write: true, presence: { read: true, write: true } };

/** As Realtime asks: probe rows that hold a topic and an extension are read and written, and rolled back. */
export async function askPolicies(sql: Sql, topic: string, claims: Claims): Promise<Permissions> {
  const rollback = new Error("rollback");
  const answer = structuredClone({ ...everything, read: false, write: false, presence: { read: false, write: false } });
  await sql.begin(async (sql) => {
    const probes = await sql`
      insert into realtime.messages (topic, extension, private)
      values (${topic}, 'broadcast', true), (${topic}, 'presence', true) returning id`;
    const ids = probes.map(({ id }) => id as string);
    await sql`select set_config('realtime.topic', ${topic}, true)`;
    await sql.unsafe(becoming(claims));
    const seen = await attempt(sql, (sql) => sql`select extension from realtime.messages where id = any (${ids})`);
    answer.read = seen.some(({ extension }) => extension === "broadcast");
    answer.presence.read = seen.some(({ extension }) => extension === "presence");
    const writes = async (extension: string) =>
      (await attempt(sql, (sql) =>
        sql`
        with written as (insert into realtime.messages (topic, extension, private) values (${topic}, ${extension}, true))
        select true as allowed`)).length > 0;
    answer.write = await writes("broadcast");
    answer.presence.write = await writes("presence");
    throw rollback;
  }).catch((error) => {
    if (error !== rollback) throw error;
  });
  return answer;
}

type Transaction = Parameters<Parameters<Sql["begin"]>[1]>[0];

/** Rows, or none where a policy or grant says no. */
async function attempt(
  sql: Transaction,
  query: (sql: Transaction) => PromiseLike<unknown>,
): Promise<{ extension?: string }[]> {
  try {
    return await sql.savepoint((sql) => query(sql as unknown as Transaction)) as { extension?: string }[];
  } catch {
    return [];
  }
}
