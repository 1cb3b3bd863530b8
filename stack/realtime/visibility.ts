/** Which changed rows people may see: one question, however many rows and subscribers. */
import type { Sql } from "postgres";
import type { Claims } from "../auth/tokens.ts";
import type { Change } from "./change.ts";
import { literal, name, readAsEach } from "./session.ts";

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
 * The indices of the changes whose rows the policies let each of these people, who have one role, see, once the
 * transactions that wrote them can be seen.
 */
export async function visibleTo(
  sql: Sql,
  people: Claims[],
  changes: Change[],
  xids: number[],
  log: (line: string) => void,
): Promise<Map<Claims, number[]>> {
  const first = settled(xids);
  if (!changes.length) { // What nobody need be asked about, such as a removal, must be there for whoever reads upon it, too.
    await sql.unsafe(first).simple();
    return new Map();
  }
  const { query, indices } = question(changes);
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

/** Types whose values have one text, so that an answer can name a row by its key. */
const nameable = new Set(["uuid", "text", "smallint", "integer", "bigint"]);

interface Question {
  query: string;
  /** Of the rows that the query answered: which changes' rows are there for whoever asks. */
  indices: (found: Record<string, unknown>[]) => number[];
}

function question(changes: Change[]): Question {
  const tables = Map.groupBy(changes.entries(), ([, { kind }]) => `${kind.schema}.${kind.name}`).values();
  const parts = [...tables].map((asked, part) => aboutTable(part, asked));
  return {
    query: parts.map(({ query }) => query).join(" union all "),
    indices: (found) => found.flatMap(({ part, row }) => parts[Number(part)]!.rows.get(String(row)) ?? []),
  };
}

/** A query that answers the part's number and, for each row that is there, what it is called in `rows`. */
function aboutTable(part: number, asked: [number, Change][]): { query: string; rows: Map<string, number[]> } {
  const { schema, name: tableName, table: { key } } = asked[0]![1].kind;
  const from = `${name(schema)}.${name(tableName)} as t`;
  const value = ([, change]: [number, Change], column: string) => change.text(column)!;
  const indices = (same: [number, Change][]) => same.map(([index]) => index);
  const [only, ...others] = key;
  if (only && !others.length && nameable.has(only.type)) { // As any(), an index finds the rows twice as fast as through a join.
    const rows = Map.groupBy(asked, (one) => value(one, only.name));
    const column = `t.${name(only.name)}`, keys = list(rows.keys(), only.type);
    const query = `select ${part} as part, ${column}::text as row from ${from} where ${column} = any (${keys})`;
    return { query, rows: new Map([...rows].map(([key, same]) => [key, indices(same)])) };
  }
  // A row that changed twice is asked about once.
  const rows = [...Map.groupBy(asked, (one) => JSON.stringify(key.map((column) => value(one, column.name)))).values()];
  const keys = key.map((column) => list(rows.map(([one]) => value(one!, column.name)), column.type));
  const columns = ["row", ...key.map((_, i) => `k${i}`)].join();
  const match = key.map((column, i) => `t.${name(column.name)} = asked.k${i}`).join(" and ");
  const query = `select ${part} as part, asked.row::text as row
    from unnest(${[list(rows.keys(), "int"), ...keys].join()}) as asked (${columns}) join ${from} on ${match}`;
  return { query, rows: new Map(rows.map((same, row) => [`${row}`, indices(same)])) };
}

/** Values as an array inside SQL text: one literal, which is read faster than one for each. */
function list(values: Iterable<string | number>, type: string): string {
  const elements = [...values].map((value) => `"${String(value).replace(/[\\"]/g, "\\$&")}"`);
  return `(${literal(`{${elements.join()}}`)}::${type}[])`;
}
