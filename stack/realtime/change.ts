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
}

/** What all changes of one kind have in common. */
export interface Kind {
  type: RowChange["type"];
  schema: string;
  name: string;
  table: Table;
  columns: Column[];
}

/** A change with its values read. */
export interface Change {
  kind: Kind;
  record?: Row;
  old: Row;
  committedAt: string;
}

/** Whether the policies decide that somebody with these claims hears of such changes. */
export function isAsked({ type, table }: Kind, claims: Claims): boolean {
  return roleOf(claims) !== "service_role" && type !== "DELETE" && table.secured;
}

/** Reads changes; what it learned of their tables it keeps, so a new one is taken for every batch. */
export class Reading {
  readonly #known = new Map<Relation, Map<RowChange["type"], (row: RowChange, committedAt: Date) => Change>>();

  constructor(private readonly catalogue: Catalogue) {}

  /** The changes, without those of tables that have no key: nobody could be asked about their rows. */
  async read(rows: { change: RowChange; committedAt: Date }[]): Promise<Change[]> {
    const changes: Change[] = [];
    for (const { change, committedAt } of rows) {
      // Without waiting where nothing is to be waited for: there may be thousands.
      if (!this.#known.has(change.relation)) this.#known.set(change.relation, await this.#learn(change.relation));
      const read = this.#known.get(change.relation)!.get(change.type);
      if (read) changes.push(read(change, committedAt));
    }
    return changes;
  }

  async #learn({ schema, table: name, columns }: Relation) {
    const table = await this.catalogue.table(schema, name);
    if (!table?.key.length) return new Map();
    const types = await this.#types(columns);
    const readers = types.map(readerOf);
    const row = (tuple: Tuple): Row => {
      const row: Row = {};
      for (const [i, { name }] of columns.entries()) {
        const value = tuple[i];
        if (value !== undefined) row[name] = value === null ? null : readers[i]!(value);
      }
      return row;
    };
    const named = columns.map(({ name }, i) => ({ name, type: types[i]! }));
    return new Map((["INSERT", "UPDATE", "DELETE"] as const).map((type) => {
      const kind = { type, schema, name, table, columns: named };
      const read = ({ record, old }: RowChange, committedAt: Date): Change => ({
        kind,
        record: record && row(record),
        old: old ? row(old) : {},
        committedAt: committedAt.toISOString(),
      });
      return [type, read];
    }));
  }

  async #types(columns: { typeOid: number }[]): Promise<string[]> {
    let types = await this.catalogue.types();
    if (columns.some(({ typeOid }) => !types.has(typeOid))) {
      this.catalogue.clear();
      types = await this.catalogue.types();
    }
    return columns.map(({ typeOid }) => types.get(typeOid) ?? "text");
  }
}
