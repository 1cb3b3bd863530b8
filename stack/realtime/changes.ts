/** Brings committed changes to the subscriptions that want them and may see them, in the order of the log. */
import type { Sql } from "postgres";
import type { Claims } from "../auth/tokens.ts";
import type { Catalogue, Table } from "./catalogue.ts";
import type { Channels, Seat, Subscription } from "./channel.ts";
import { prefix } from "./channel.ts";
import { encodeText } from "./frames.ts";
import type { RowChange, Transaction, Tuple } from "./pgoutput.ts";
import { roleOf } from "./session.ts";
import { toJson } from "./values.ts";
import { visibleTo } from "./visibility.ts";

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

/** Subscriptions of one seat that hear of one kind of change, and want the same columns of it. */
interface Listener {
  seat: Seat;
  /** Who the seat was when the policies were asked: its token may be renewed meanwhile. */
  claims: Claims;
  subscriptions: Subscription[];
  select?: string[];
}

/** Who listens to changes of one kind. */
class Audience {
  readonly #listeners: Listener[];
  readonly #filtered: boolean;

  constructor(channels: Channels, type: string, schema: string, name: string) {
    this.#listeners = [...channels.all()].flatMap((seat) => {
      const subscriptions = seat.subscriptions.filter((one) =>
        (one.event === "*" || one.event === type) && (one.schema === "*" || one.schema === schema) &&
        (one.table === "*" || one.table === name)
      );
      // Subscriptions that want different columns hear separate messages.
      const groups = Map.groupBy(subscriptions, ({ select }) => select?.join() ?? "").values();
      return [...groups].map((same) => ({ seat, claims: seat.claims, subscriptions: same, select: same[0]!.select }));
    });
    this.#filtered = this.#listeners.some(({ subscriptions }) => subscriptions.some(({ filter }) => filter));
  }

  /** Those whose filters let the change through; without filters one list, always the same. */
  of(change: Change): Listener[] {
    if (!this.#filtered) return this.#listeners;
    return this.#listeners.filter(({ subscriptions }) => subscriptions.some((one) => wants(one, change)));
  }
}

/** A row as the log tells of it. */
interface Logged {
  xid: number;
  committedAt: Date;
  change: RowChange;
}

/** A change that somebody wants to hear of. */
interface Wanted {
  change: Change;
  listeners: Listener[];
}

/** Such changes, and which of them, by their index, the policies let people see. */
interface Answer {
  wanted: Wanted[];
  seen: Map<Claims, Set<number>>;
}

/** So many changes are asked about together, when they come faster than policies can be asked. */
const batchSize = 1000;

export class Changes {
  #waiting: Logged[] = [];
  #busy = false;

  constructor(
    private readonly sql: Sql,
    private readonly channels: Channels,
    private readonly catalogue: Catalogue,
    private readonly log: (line: string) => void,
  ) {}

  /**
   * Takes a committed transaction. Broadcasts go out at once: who hears them was decided when they joined. Rows are asked
   * about, and what waits meanwhile is asked about together, while the rows before it are told of.
   */
  async take({ xid, committedAt, changes }: Transaction): Promise<void> {
    const [messages, rows] = parted(
      changes,
      ({ relation }) => relation.schema === "realtime" && relation.table === "messages",
    );
    for (const message of messages) this.#broadcast(message);
    for (const change of rows) this.#waiting.push({ xid, committedAt, change });
    if (this.#busy) return;
    this.#busy = true;
    for (let next = this.#next(); next; next ??= this.#next()) {
      const answer = await next;
      next = this.#next();
      try {
        if (answer) this.#tell(answer);
      } catch (error) {
        this.log(`[realtime] ${(error as Error).message}`);
      }
    }
    this.#busy = false;
  }

  /** Asks about what waits, if anything does. */
  #next(): Promise<Answer | void> | undefined {
    const batch = this.#waiting.splice(0, batchSize);
    return batch.length ? this.#ask(batch).catch((error) => this.log(`[realtime] ${error.message}`)) : undefined;
  }

  async #ask(batch: Logged[]): Promise<Answer> {
    const audiences = new Map<string, Audience>();
    const audience = ({ type, schema, name }: Change) => {
      const kind = `${type} ${schema}.${name}`;
      const known = audiences.get(kind) ?? new Audience(this.channels, type, schema, name);
      audiences.set(kind, known);
      return known;
    };
    const wanted: Wanted[] = [];
    for (const { change: row, committedAt } of batch) {
      const change = await this.#read(row, committedAt);
      if (!change) continue;
      const listeners = audience(change).of(change);
      if (listeners.length) wanted.push({ change, listeners });
    }
    const lists = new Set(wanted.map(({ listeners }) => listeners));
    const people = new Set([...lists].flatMap((listeners) => listeners.map(({ claims }) => claims)));
    const xids = new Set(batch.map(({ xid }) => xid));
    return { wanted, seen: await this.#seen([...people], wanted.map(({ change }) => change), [...xids]) };
  }

  #tell({ wanted, seen }: Answer): void {
    const written = new Map<string, string | undefined>();
    for (const [index, { change, listeners }] of wanted.entries()) {
      for (const { seat, claims, subscriptions, select } of listeners) {
        const role = roleOf(claims);
        if (isAsked(change, role) && !seen.get(claims)?.has(index)) continue;
        const ids = subscriptions.filter((one) => wants(one, change)).map(({ id }) => id);
        const form = `${index} ${role} ${select?.join() ?? ""}`;
        if (!written.has(form)) written.set(form, write(change, role, select));
        const data = written.get(form);
        if (!data) continue;
        const message = { joinRef: seat.joinRef, ref: null, topic: seat.topic, event: "postgres_changes" };
        seat.connection.send(
          encodeText(seat.connection.version, message, `{"ids":${JSON.stringify(ids)},"data":${data}}`),
        );
      }
    }
  }

  /** The changes' indices that the policies let these people see; of those that nobody need be asked about, nothing. */
  async #seen(people: Claims[], changes: Change[], xids: number[]): Promise<Map<Claims, Set<number>>> {
    const alike = [...Map.groupBy(people, roleOf)].flatMap(([role, same]) =>
      shares(same).map((share) => [role, share] as const)
    );
    const seen = await Promise.all(alike.map(([role, share]) => {
      const asked = changes.flatMap((change, index) =>
        isAsked(change, role) ? [{ ...change, index, record: change.record! }] : []
      );
      return visibleTo(this.sql, share, asked, xids, this.log);
    }));
    return new Map(seen.flatMap((one) => [...one]));
  }

  async #read({ type, relation, record, old }: RowChange, committedAt: Date): Promise<Change | undefined> {
    const { schema, table: name } = relation;
    const table = await this.catalogue.table(schema, name);
    if (!table?.key.length) return undefined; // Nobody could be asked about a row without a key.
    const columns = await this.#columns(relation.columns);
    const row = (tuple: Tuple | undefined) => tuple && toRow(tuple, columns);
    const values = { record: row(record), old: row(old) ?? {} };
    return { type, schema, name, table, columns, ...values, committedAt: committedAt.toISOString() };
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

function wants({ filter }: Subscription, { type, record }: Change): boolean {
  return type === "DELETE" || !filter || filter(record!);
}

/** Whether the policies decide that somebody of this role hears of the change. */
function isAsked({ type, table }: Change, role: string): boolean {
  return role !== "service_role" && type !== "DELETE" && table.secured;
}

/** So many people are enough for a connection of their own to be asked about. */
const peopleEach = 20;
const maxShares = 2;

/** People, in parts that are asked about at the same time. */
function shares<T>(people: T[]): T[][] {
  const count = Math.min(maxShares, Math.ceil(people.length / peopleEach));
  return Array.from({ length: count }, (_, i) => people.filter((_, at) => at % count === i));
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
