/** Which changed rows people may see: one question, however many rows and subscribers. */
import type { Sql } from "postgres";
import type { Claims } from "../auth/tokens.ts";
import type { Table } from "./catalogue.ts";
import { literal, name, readAsEach } from "./session.ts";

/** A row to ask about: its place in the batch and its key. */
export interface Asked {
  index: number;
  schema: string;
  name: string;
  table: Table;
  record: Record<string, unknown>;
}

/**
 * SQL that waits until everybody can see these transactions. The log tells of a commit a moment before other sessions see
 * it; whoever asked the policies in that moment would not find the row.
 */
function settled(xids: number[]): string {
  return `do $$ begin
    while (
      select bool_or(pg_catalog.pg_xact_status((epoch + xid)::text::xid8) = 'in progress')
      from unnest(array[${xids.join()}]::int8[]) as xid,
        (select (pg_catalog.pg_snapshot_xmax(pg_catalog.pg_current_snapshot())::text::int8 >> 32) << 32 as epoch)
    ) loop
      perform pg_catalog.pg_sleep(0.0005);
    end loop;
  end $$;`;
}

/**
 * The indices of the rows that the policies let each of these people, who have one role, see, once the transactions that
 * wrote them can be seen.
 */
export async function visibleTo(
  sql: Sql,
  people: Claims[],
  rows: Asked[],
  xids: number[],
  log: (line: string) => void,
): Promise<Map<Claims, Set<number>>> {
  if (!rows.length) { // What nobody need be asked about, such as a removal, must be there for whoever reads upon it, too.
    await sql.unsafe(settled(xids)).simple();
    return new Map();
  }
  // A row that changed twice is asked about once.
  const asked = [
    ...Map.groupBy(rows, ({ schema, name, table, record }) =>
      JSON.stringify([
        schema,
        name,
        table.key.map((column) => record[column.name]),
      ])).values(),
  ];
  const query = question(asked.map(([row]) => row!));
  const indices = (found: Record<string, unknown>[]) =>
    new Set(found.flatMap(({ place }) => asked[Number(place) - 1]!.map(({ index }) => index)));
  const first = settled(xids);
  try {
    const found = await readAsEach(sql, people, query, first);
    return new Map(people.map((claims, i) => [claims, indices(found[i]!)]));
  } catch { // A policy that fails for somebody must not hide the rows from everybody: each is asked alone.
    const answers = people.map(async (claims) => {
      const [found] = await readAsEach(sql, [claims], query, first).catch((error) => {
        log(`[realtime] ${error.message}`);
        return [[]];
      });
      return [claims, indices(found!)] as const;
    });
    return new Map(await Promise.all(answers));
  }
}

/** Answers the places, from 1, of the rows that are there for whoever asks. */
function question(rows: Asked[]): string {
  const tables = Map.groupBy(rows.map((row, i) => ({ row, place: i + 1 })), ({ row }) => `${row.schema}.${row.name}`);
  const parts = [...tables.values()].map((asked) => {
    const { schema, name: tableName, table: { key } } = asked[0]!.row;
    const from = `${name(schema)}.${name(tableName)} as t`;
    const places = list(asked.map(({ place }) => place), "int");
    const keys = key.map((column) => list(asked.map(({ row }) => row.record[column.name]), column.type));
    if (key.length === 1) { // As any(), an index finds the rows twice as fast as through a join.
      const column = `t.${name(key[0]!.name)}`;
      return `select (${places})[array_position(${keys[0]}, ${column})] as place from ${from} where ${column} = any (${
        keys[0]
      })`;
    }
    const match = key.map((column, i) => `t.${name(column.name)} = asked.k${i}`);
    return `select asked.place from unnest(${[places, ...keys].join()}) as asked (${
      ["place", ...key.map((_, i) => `k${i}`)].join()
    }) join ${from} on ${match.join(" and ")}`;
  });
  return parts.join(" union all ");
}

/** Values as an array inside SQL text: one literal, which is read faster than one for each. */
function list(values: unknown[], type: string): string {
  const elements = values.map((value) => `"${String(value).replace(/[\\"]/g, "\\$&")}"`);
  return `(${literal(`{${elements.join()}}`)}::${type}[])`;
}
