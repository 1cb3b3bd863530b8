/** Changes as messages, each written once for all who may read the same of it. */
import type { Change, Kind, Row } from "./change.ts";

export class Messages {
  readonly #forms = new Map<Kind, Map<string, Form>>();

  /** The message's data as JSON text; undefined where the role may read nothing of what was asked for. */
  data(change: Change, role: string, select: string[] | undefined): string | undefined {
    const forms = this.#forms.get(change.kind) ?? new Map<string, Form>();
    this.#forms.set(change.kind, forms);
    const columns = `${role} ${select?.join() ?? ""}`;
    const form = forms.get(columns) ?? new Form(change.kind, role, select);
    forms.set(columns, form);
    return form.data(change);
  }
}

/** Messages of one kind, with the columns that one role may read and somebody asked for. */
class Form {
  readonly #written = new Map<Change, string>();
  readonly #head: string;
  readonly #names: string[];
  readonly #oldNames: string[];
  readonly #key: string[];

  constructor(kind: Kind, role: string, select: string[] | undefined) {
    const { type, schema, name, table } = kind;
    const readable = table.readable[role] ?? new Set();
    const columns = kind.columns.filter(({ name }) => readable.has(name) && (!select || select.includes(name)));
    const described = columns.map(({ name, type }) => ({ name, type }));
    this.#head = JSON.stringify({ schema, table: name, type, columns: described, errors: null }).slice(0, -1);
    this.#names = columns.map(({ name }) => name);
    this.#key = table.key.map(({ name }) => name);
    // Under row level security nobody can say who might have seen the old row: its key is all that is told.
    this.#oldNames = table.secured ? this.#key.filter((name) => readable.has(name)) : this.#names;
  }

  data(change: Change): string | undefined {
    if (!this.#names.length) return undefined;
    const known = this.#written.get(change);
    if (known !== undefined) return known;
    const data = this.#write(change);
    this.#written.set(change, data);
    return data;
  }

  #write({ kind: { type }, record, old, committedAt }: Change): string {
    const parts = [this.#head, `"commit_timestamp":${JSON.stringify(committedAt)}`];
    if (record) parts.push(`"record":${JSON.stringify(cut(record, this.#names))}`);
    if (type !== "INSERT") {
      const known = { ...cut(record ?? old, this.#key), ...old };
      parts.push(`"old_record":${JSON.stringify(cut(known, this.#oldNames))}`);
    }
    return parts.join() + "}";
  }
}

function cut(row: Row, names: string[]): Row {
  const part: Row = {};
  for (const name of names) if (name in row) part[name] = row[name];
  return part;
}
