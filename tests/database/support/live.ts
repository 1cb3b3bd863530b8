// The live events a piece of work sent, in the order they were sent, without their message ids.
import type { Sql } from "./scratch.ts";

export type Live = { topic: string; event: string; payload: Record<string, unknown> };

export async function sentBy(sql: Sql, work: () => Promise<unknown>): Promise<Live[]> {
  await sql`delete from realtime.messages`;
  await work();
  const rows = await sql`select topic, event, payload from realtime.messages order by ctid`;
  return rows.map(({ topic, event, payload }) => {
    if ("count" in payload) delete payload.id;
    return { topic, event, payload };
  });
}

/** How many answers computed from the caller's rows are still kept for them. */
export async function keptFor(sql: Sql, id: string): Promise<string[]> {
  const rows =
    await sql`select insight_type from public.assistant_insights where user_id = ${id} order by insight_type`;
  return rows.map((row) => row.insight_type);
}

/** Keep one answer of every type for a person. */
export async function keepAll(sql: Sql, id: string): Promise<void> {
  await sql`
    insert into public.assistant_insights (user_id, insight_type, context_id, data, expires_at)
    select ${id}, t, 'all', '{}', now() + interval '1 hour'
    from unnest(array['logistics-analyzer', 'events-optimizer', 'media-scorer', 'recommendations']) t
    on conflict do nothing`;
}
