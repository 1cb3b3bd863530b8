// The four tables of the assistant are a contract: their columns, defaults, keys and indexes, written down once more.
import { deepStrictEqual as equal } from "node:assert/strict";
import { scratch } from "./support/scratch.ts";

const tables: Record<string, { columns: string[]; indexes: string[]; references: string }> = {
  assistant_conversations: {
    columns: [
      "id uuid not null default gen_random_uuid()",
      "user_id uuid not null default auth.uid()",
      "session_id uuid not null",
      "message text not null",
      "response jsonb not null",
      "kit_context text not null",
      "page_route text",
      "intent_detected text",
      "skill_used text",
      "response_time_ms integer",
      "helpful boolean",
      "created_at timestamp with time zone not null default now()",
    ],
    indexes: ["(id) unique", "(user_id, created_at DESC)", "(session_id)", "(kit_context)"],
    references: "user_id on delete cascade",
  },
  assistant_insights: {
    columns: [
      "id uuid not null default gen_random_uuid()",
      "user_id uuid not null",
      "insight_type text not null",
      "context_id text not null",
      "data jsonb not null",
      "calculated_at timestamp with time zone not null default now()",
      "expires_at timestamp with time zone not null",
      "cache_hit_count integer not null default 0",
    ],
    indexes: ["(id) unique", "(user_id, insight_type, context_id) unique", "(expires_at)"],
    references: "user_id on delete cascade",
  },
  user_preferences: {
    columns: [
      "user_id uuid not null default auth.uid()",
      "default_kit text",
      "auto_suggestions_enabled boolean not null default true",
      "notification_preferences jsonb not null default '{}'::jsonb",
      "kit_order text[] not null default '{}'::text[]",
      "favorite_actions text[] not null default '{}'::text[]",
      "conversation_history_retention_days integer not null default 90",
      "updated_at timestamp with time zone not null default now()",
    ],
    indexes: ["(user_id) unique"],
    references: "user_id on delete cascade",
  },
  analytics_events: {
    columns: [
      "id uuid not null default gen_random_uuid()",
      "user_id uuid default auth.uid()",
      "event_type text not null",
      "event_data jsonb not null default '{}'::jsonb",
      "page_route text",
      "kit_context text",
      "session_id uuid",
      "created_at timestamp with time zone not null default now()",
    ],
    indexes: ["(id) unique", "(event_type, created_at DESC)", "(user_id, created_at DESC)"],
    references: "user_id on delete set null",
  },
};

Deno.test("the assistant's tables are the ones agreed on", async (t) => {
  const { sql, close } = await scratch();
  for (const [table, agreed] of Object.entries(tables)) {
    await t.step(table, async () => {
      const of = `public.${table}`;
      const columns = await sql`
        select concat_ws(' ', a.attname, format_type(a.atttypid, a.atttypmod), case when a.attnotnull then 'not null' end,
          'default ' || pg_get_expr(d.adbin, d.adrelid)) as line
        from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
        where a.attrelid = ${of}::regclass and a.attnum > 0 and not a.attisdropped order by a.attnum`;
      equal(columns.map(({ line }) => line), agreed.columns);

      const indexes = await sql`
        select regexp_replace(pg_get_indexdef(i.indexrelid), '^.* USING btree ', '') || case when i.indisunique then ' unique' else '' end as line
        from pg_index i where i.indrelid = ${of}::regclass and i.indpred is null`;
      const found = new Set(indexes.map(({ line }) => line));
      equal(agreed.indexes.filter((line) => !found.has(line)), []);

      const references = await sql`
        select format('%s on delete %s', (select attname from pg_attribute where attrelid = conrelid and attnum = conkey[1]),
          case confdeltype when 'c' then 'cascade' when 'n' then 'set null' else confdeltype::text end) as line
        from pg_constraint where conrelid = ${of}::regclass and contype = 'f' and confrelid = 'auth.users'::regclass`;
      equal(references.map(({ line }) => line), [agreed.references]);
    });
  }
  await close();
});
