/** Brings committed changes to the subscriptions that want them and may see them, in the order of the log. */
import type { Sql } from "postgres";
import type { Catalogue, Table } from "./catalogue.ts";
import type { Channels, Seat } from "./channel.ts";
import { prefix } from "./channel.ts";
import { encodeText } from "./frames.ts";
import type { RowChange, Transaction, Tuple } from "./pgoutput.ts";
import { roleOf } from "./session.ts";
import { toJson } from "./values.ts";
import { settled, visibleTo } from "./visibility.ts";

type Row = Record<string, unknown>;

/** A change with its values read. */
interface Change {
  type: RowChange["type"];
  schema: string;
  name: string;
  table: Table;
  columns: { name: string; type: string }[];
  record?: Row;
  old: Row;
  committedAt: string;
}

/** A change on its way to one seat. */
interface Delivery {
  change: Change;
  index: number;
  seat: Seat;
  ids: number[];
  select?: string[];
}

/** So many changes are looked at together, when they come faster than policies can be asked. */
const batchSize = 1000;

export class Changes {
  #waiting: Transaction[] = [];
  #busy = false;

  constructor(
    private readonly sql: Sql,
    private readonly channels: Channels,
    private readonly catalogue: Catalogue,
    private readonly log: (line: string) => void,
  ) {}

  /**
   * Takes a committed transaction. Broadcasts go out at once: who hears them was decided when they joined. Rows are asked
   * about, and what waits meanwhile is delivered together.
   */
  async take(transaction: Transaction): Promise<void> {
    const [messages, rows] = parted(
      transaction.changes,
      ({ relation }) => relation.schema === "realtime" && relation.table === "messages",
    );
    for (const message of messages) this.#broadcast(message);
    if (!rows.length) return;
    this.#waiting.push({ ...transaction, changes: rows });
    if (this.#busy) return;
    this.#busy = true;
    while (this.#waiting.length) {
      const batch: Transaction[] = [];
      for (let size = 0; this.#waiting.length && size < batchSize;) {
        const next = this.#waiting.shift()!;
        size += next.changes.length;
        batch.push(next);
      }
      await this.#deliver(batch).catch((error) => this.log(`[realtime] ${error.message}`));
    }
    this.#busy = false;
  }

  async #deliver(batch: Transaction[]): Promise<void> {
    const deliveries: Delivery[] = [];
    for (const change of await this.#read(batch)) {
      for (const seat of this.channels.all()) {
        const wanted = seat.subscriptions.filter((subscription) =>
          (subscription.event === "*" || subscription.event === change.type) &&
          (subscription.schema === "*" || subscription.schema === change.schema) &&
          (subscription.table === "*" || subscription.table === change.name) &&
          (change.type === "DELETE" || !subscription.filter || subscription.filter(change.record!))
        );
        // Subscriptions that want different columns hear separate messages.
        for (const [select, same] of Map.groupBy(wanted, ({ select }) => select?.join() ?? "")) {
          const ids = same.map(({ id }) => id);
          deliveries.push({ change, index: 0, seat, ids, select: select ? same[0]!.select : undefined });
        }
      }
    }
    if (!deliveries.length) return;
    const changes = [...new Set(deliveries.map(({ change }) => change))];
    const places = new Map(changes.map((change, index) => [change, index]));
    for (const delivery of deliveries) delivery.index = places.get(delivery.change)!;
    await settled(this.sql, batch.map(({ xid }) => xid));
    for (const [role, same] of Map.groupBy(deliveries, ({ seat }) => roleOf(seat.claims))) {
      await this.#deliverTo(role, same, changes);
    }
  }

  /** All deliveries to seats of one role. */
  async #deliverTo(role: string, deliveries: Delivery[], changes: Change[]): Promise<void> {
    const isAsked = ({ type, table }: Change) => role !== "service_role" && type !== "DELETE" && table.secured;
    const asked = changes.flatMap((change, index) =>
      isAsked(change)
        ? [{ index, schema: change.schema, name: change.name, table: change.table, record: change.record! }]
        : []
    );
    const people = [...new Set(deliveries.map(({ seat }) => seat.claims))];
    const seen = await visibleTo(this.sql, people, asked, this.log);
    const written = new Map<string, string | undefined>();
    for (const { change, index, seat, ids, select } of deliveries) {
      if (isAsked(change) && !seen.get(seat.claims)?.has(index)) continue;
      const form = `${index} ${select?.join() ?? ""}`;
      if (!written.has(form)) written.set(form, write(change, role, select));
      const data = written.get(form);
      if (!data) continue;
      const message = { joinRef: seat.joinRef, ref: null, topic: seat.topic, event: "postgres_changes" };
      seat.connection.send(
        encodeText(seat.connection.version, message, `{"ids":${JSON.stringify(ids)},"data":${data}}`),
      );
    }
  }

  async #read(batch: Transaction[]): Promise<Change[]> {
    const read: Change[] = [];
    for (const { committedAt, changes } of batch) {
      for (const { type, relation, record, old } of changes) {
        const columns = await this.#columns(relation.columns);
        const row = (tuple: Tuple | undefined) => tuple && toRow(tuple, columns);
        const table = await this.catalogue.table(relation.schema, relation.table);
        if (!table?.key.length) continue; // Nobody could be asked about a row without a key.
        const values = { record: row(record), old: row(old) ?? {} };
        const { schema, table: name } = relation;
        read.push({ type, schema, name, table, columns, ...values, committedAt: committedAt.toISOString() });
      }
    }
    return read;
  }

  async #columns(columns: { name: string; typeOid: number }[]): Promise<{ name: string; type: string }[]> {
    let types = await this.catalogue.types();
    if (columns.some(({ typeOid }) => !types.has(typeOid))) {
      this.catalogue.clear();
      types = await this.catalogue.types();
    }
    return columns.map(({ name, typeOid }) => ({ name, type: types.get(typeOid) ?? "text" }));
  }

  /** A row that `realtime.send` wrote. */
  #broadcast({ relation, record }: RowChange): void {
    const text = (name: string) => record?.[relation.columns.findIndex((column) => column.name === name)] ?? null;
    const broadcast = {
      event: String(text("event")),
      payload: JSON.parse(text("payload") ?? "null"),
      meta: { id: text("id") },
    };
    this.channels.broadcast(prefix + text("topic"), text("private") === "t", broadcast);
  }
}

function parted<T>(list: T[], test: (item: T) => boolean): [T[], T[]] {
  const { true: yes = [], false: no = [] } = Object.groupBy(list, (item) => `${test(item)}`);
  return [yes, no];
}

function toRow(tuple: Tuple, columns: { name: string; type: string }[]): Row {
  const row: Row = {};
  columns.forEach(({ name, type }, i) => {
    const value = tuple[i];
    if (value !== undefined) row[name] = value === null ? null : toJson(value, type);
  });
  return row;
}

/** The message's data as JSON text; undefined where the role may read none of it. */
function write(change: Change, role: string, select: string[] | undefined): string | undefined {
  const { type, schema, name, table, record, old, committedAt } = change;
  const readable = table.readable[role] ?? new Set();
  const columns = change.columns.filter(({ name }) => readable.has(name) && (!select || select.includes(name)));
  if (!columns.length) return undefined;
  const cut = (row: Row, names: string[]) => Object.fromEntries(names.filter((n) => n in row).map((n) => [n, row[n]]));
  const names = columns.map(({ name }) => name);
  // Under row level security nobody can say who might have seen the old row: its key is all that is told.
  const oldNames = table.secured ? table.key.map(({ name }) => name).filter((name) => readable.has(name)) : names;
  const key = cut(record ?? old, table.key.map(({ name }) => name));
  return JSON.stringify({
    schema,
    table: name,
    commit_timestamp: committedAt,
    type,
    columns,
    ...(record && { record: cut(record, names) }),
    ...(type !== "INSERT" && { old_record: cut({ ...key, ...old }, oldNames) }),
    errors: null,
  });
}
