/** Which changed rows somebody may see: one question per person and batch, however many rows and subscribers. */
import type { Sql } from "postgres";
import type { Claims } from "../auth/tokens.ts";
import type { Table } from "./catalogue.ts";
import { literal, name, readAs } from "./session.ts";

/** A row to ask about: its place in the batch and its key. */
export interface Asked {
  index: number;
  schema: string;
  name: string;
  table: Table;
  record: Record<string, unknown>;
}

/**
 * Waits until everybody can see these transactions. The log tells of a commit a moment before other sessions see it;
 * whoever asked the policies in that moment would not find the row.
 */
export async function settled(sql: Sql, xids: number[]): Promise<void> {
  for (;;) {
    const [{ open } = { open: false }] = await sql`
      select coalesce(bool_or(pg_xact_status((epoch + xid)::text::xid8) = 'in progress'), false) as open
      from unnest(${xids}::int8[]) as xid,
        (select (pg_snapshot_xmax(pg_current_snapshot())::text::int8 >> 32) << 32 as epoch)`;
    if (!open) return;
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

/** The places of the rows that the policies let this person see now. */
export async function visibleTo(sql: Sql, claims: Claims, rows: Asked[]): Promise<Set<number>> {
  if (!rows.length) return new Set();
  const tables = Map.groupBy(rows, ({ schema, name }) => `${schema}.${name}`);
  const parts = [...tables.values()].map((rows) => {
    const { schema, name: tableName, table } = rows[0]!;
    const asked = rows.map(({ index, record }) => [index, ...table.key.map((column) => record[column.name])]);
    const match = table.key.map((column, i) => `t.${name(column.name)} = (asked ->> ${i + 1})::${column.type}`);
    return `select (asked ->> 0)::int as index from jsonb_array_elements(${
      literal(JSON.stringify(asked))
    }::jsonb) as asked
      where exists (select from ${name(schema)}.${name(tableName)} as t where ${match.join(" and ")})`;
  });
  const found = await readAs(sql, claims, parts.join(" union all "));
  return new Set(found.map(({ index }) => Number(index)));
}
