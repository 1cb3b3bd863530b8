/** Brings committed changes to the subscriptions that want them and may see them, in the order of the log. */
import type { Sql } from "postgres";
import type { Claims } from "../auth/tokens.ts";
import type { Catalogue, Table } from "./catalogue.ts";
import type { Channels, Seat } from "./channel.ts";
import { prefix } from "./channel.ts";
import { encodeText } from "./frames.ts";
import type { RowChange, Transaction, Tuple } from "./pgoutput.ts";
import { roleOf } from "./session.ts";
import { toJson } from "./values.ts";
import { type Asked, settled, visibleTo } from "./visibility.ts";

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

  /** Takes a committed transaction; what waits meanwhile is delivered together. */
  async take(transaction: Transaction): Promise<void> {
    this.#waiting.push(transaction);
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
    const people = Map.groupBy(deliveries, ({ seat }) => JSON.stringify(seat.claims));
    await Promise.all(
      [...people.values()].map((deliveries) => this.#deliverTo(deliveries[0]!.seat.claims, deliveries)),
    );
  }

  /** All deliveries to seats with the same claims. */
  async #deliverTo(claims: Claims, deliveries: Delivery[]): Promise<void> {
    const role = roleOf(claims);
    const asked = new Map<number, Asked>();
    for (const { change, index } of deliveries) {
      if (role === "service_role" || change.type === "DELETE" || !change.table.secured) continue;
      asked.set(index, {
        index,
        schema: change.schema,
        name: change.name,
        table: change.table,
        record: change.record!,
      });
    }
    const seen = await visibleTo(this.sql, claims, [...asked.values()]);
    const written = new Map<string, string | undefined>();
    for (const { change, index, seat, ids, select } of deliveries) {
      if (asked.has(index) && !seen.has(index)) continue;
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
        if (relation.schema === "realtime" && relation.table === "messages") {
          this.#broadcast(row(record)!);
          continue;
        }
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
  #broadcast({ topic, event, payload, private: isPrivate, id }: Row): void {
    const broadcast = { event: String(event), payload, meta: { id } };
    this.channels.broadcast(prefix + topic, Boolean(isPrivate), broadcast);
  }
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
