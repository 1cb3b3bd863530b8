/** A change of a row as subscribers hear of it. */
import type { Claims } from "../auth/tokens.ts";
import type { Catalogue, Table } from "./catalogue.ts";
import type { Relation, RowChange, Tuple } from "./pgoutput.ts";
import { roleOf } from "./session.ts";
import { readerOf } from "./values.ts";

export type Row = Record<string, unknown>;

interface Column {
  name: string;
  type: string;
  read: (text: string) => unknown;
}

/** What all changes of one kind have in common. */
export interface Kind {
  type: RowChange["type"];
  schema: string;
  name: string;
  table: Table;
  columns: Column[];
}

/** Whether the policies decide that somebody with these claims hears of such changes. */
export function isAsked({ type, table }: Kind, claims: Claims): boolean {
  return roleOf(claims) !== "service_role" && type !== "DELETE" && table.secured;
}

/** A change; its values are read when they are asked for, which is while the database says who may see it. */
export class Change {
  #record: Row | undefined;

  constructor(readonly kind: Kind, private readonly row: RowChange, readonly committedAt: Date) {}

  /** Of an insert or update. */
  get record(): Row | undefined {
    return this.#record ??= this.row.record && read(this.row.record, this.kind.columns);
  }

  /** Of an update or removal, what the log kept of it: often nothing but the key. */
  get old(): Row {
    return this.row.old ? read(this.row.old, this.kind.columns) : {};
  }

  /** A value of the record as Postgres writes it. */
  text(column: string): string | null | undefined {
    return this.row.record?.[this.kind.columns.findIndex(({ name }) => name === column)];
  }
}

function read(tuple: Tuple, columns: Column[]): Row {
  const row: Row = {};
  for (const [i, { name, read }] of columns.entries()) {
    const value = tuple[i];
    if (value !== undefined) row[name] = value === null ? null : read(value);
  }
  return row;
}

/** A row as the log tells of it. */
export interface Logged {
  xid: number;
  committedAt: Date;
  change: RowChange;
}

type Kinds = Map<RowChange["type"], Kind>;

/** The changes, without those of tables that have no key: nobody could be asked about their rows. */
export async function changesOf(rows: Logged[], catalogue: Catalogue): Promise<Change[]> {
  const known = new Map<Relation, Kinds>();
  const changes: Change[] = [];
  for (const { change, committedAt } of rows) {
    const { relation, type } = change;
    // Waits only where there is something to wait for: there may be thousands.
    const kinds = known.get(relation) ?? await kindsOf(relation, catalogue);
    known.set(relation, kinds);
    const kind = kinds.get(type);
    if (kind) changes.push(new Change(kind, change, committedAt));
  }
  return changes;
}

async function kindsOf({ schema, table: name, columns }: Relation, catalogue: Catalogue): Promise<Kinds> {
  const table = await catalogue.table(schema, name);
  if (!table?.key.length) return new Map();
  let types = await catalogue.types();
  if (columns.some(({ typeOid }) => !types.has(typeOid))) {
    catalogue.clear();
    types = await catalogue.types();
  }
  const typed = columns.map(({ name, typeOid }) => {
    const type = types.get(typeOid) ?? "text";
    return { name, type, read: readerOf(type) };
  });
  return new Map(
    (["INSERT", "UPDATE", "DELETE"] as const).map((type) => [type, { type, schema, name, table, columns: typed }]),
  );
}
