/** Brings committed changes to the subscriptions that want them and may see them, in the order of the log. */
import { setImmediate } from "node:timers";
import type { Sql } from "postgres";
import type { Claims } from "../auth/tokens.ts";
import { Audience, wants } from "./audience.ts";
import type { Catalogue } from "./catalogue.ts";
import { type Change, changesOf, isAsked, type Kind, type Logged } from "./change.ts";
import { type Channels, prefix } from "./channel.ts";
import { encodeText } from "./frames.ts";
import { Messages } from "./messages.ts";
import type { RowChange, Transaction } from "./pgoutput.ts";
import { roleOf } from "./session.ts";
import { visibleTo } from "./visibility.ts";

/** Changes that somebody wants to hear of, and people who are told of them together. */
interface Question {
  wanted: Change[];
  audiences: Map<Kind, Audience>;
  messages: Messages;
  shares: Share[];
}

interface Share {
  people: Claims[];
  /** By person, which of the changes the policies let them see. */
  seen: Promise<Map<Claims, number[]>>;
}

/** So many changes are asked about together, when they come faster than policies can be asked. */
const batchSize = 1000;

/** After a question about so many, the next is asked no sooner than so long after it. */
const many = 4;
const collectMs = 20;

/** So many people are asked about together: they hear the answer while the next are asked about. */
const peopleEach = 25;
/** So many questions are asked at the same time. */
const abreast = 2;

/** So many broadcasts go out before others have their turn. */
const broadcastsAtOnce = 50;

export class Changes {
  #messages: RowChange[] = [];
  #sending = false;
  #waiting: Logged[] = [];
  #busy = false;
  #asked = { at: 0, size: 0 };

  constructor(
    private readonly sql: Sql,
    private readonly channels: Channels,
    private readonly catalogue: Catalogue,
    private readonly log: (line: string) => void,
  ) {}

  /**
   * Takes a committed transaction. Rows are asked about, and what waits meanwhile is asked about together, while the rows
   * before it are told of. Broadcasts go out at once: who hears them was decided when they joined.
   */
  take({ xid, committedAt, changes }: Transaction): void {
    for (const change of changes) {
      const { schema, table } = change.relation;
      if (schema === "realtime" && table === "messages") this.#messages.push(change);
      else this.#waiting.push({ xid, committedAt, change });
    }
    if (!this.#busy) void this.#tellAll();
    if (!this.#sending) void this.#sendAll();
  }

  /** Sends the broadcasts, in turns with the questions, whose answers take time. */
  async #sendAll(): Promise<void> {
    this.#sending = true;
    // A question of the same transaction is on its way first.
    if (this.#waiting.length >= broadcastsAtOnce) await turn();
    while (this.#messages.length) {
      for (const message of this.#messages.splice(0, broadcastsAtOnce)) this.#guarded(() => this.#broadcast(message));
      if (this.#messages.length) await turn();
    }
    this.#sending = false;
  }

  async #tellAll(): Promise<void> {
    this.#busy = true;
    for (let next = this.#next(); next; next ??= this.#next()) {
      const question = await next;
      next = undefined;
      for (const { people, seen } of question.shares) {
        const answer = await seen;
        // The database goes on with the next question while these are told.
        if (people === question.shares.at(-1)!.people) next = this.#next();
        this.#guarded(() => this.#tell(question, people, answer));
      }
    }
    this.#busy = false;
  }

  /** Asks about what waits, if anything does. */
  #next(): Promise<Question> | undefined {
    if (!this.#waiting.length) return undefined;
    return this.#collected().then((batch) => this.#ask(batch)).catch((error) => {
      this.log(`[realtime] ${error.message}`);
      return { wanted: [], audiences: new Map(), messages: new Messages(), shares: [] };
    });
  }

  /** What is asked about next. While many changes come, a question costs more than its rows: it waits for some. */
  async #collected(): Promise<Logged[]> {
    const { at, size } = this.#asked;
    const pause = at + collectMs - performance.now();
    if (size >= many && pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
    const batch = this.#waiting.splice(0, batchSize);
    this.#asked = { at: performance.now(), size: batch.length };
    return batch;
  }

  async #ask(batch: Logged[]): Promise<Question> {
    const audiences = new Map<Kind, Audience>();
    const audience = (kind: Kind) => {
      const known = audiences.get(kind) ?? new Audience(this.channels, kind);
      audiences.set(kind, known);
      return known;
    };
    const changes = await changesOf(batch, this.catalogue);
    const wanted = changes.filter((change) => audience(change.kind).wants(change));
    const kinds = new Set(wanted.map(({ kind }) => kind));
    const listening = new Set([...kinds].flatMap((kind) => [...audience(kind).people()]));
    const xids = [...new Set(batch.map(({ xid }) => xid))];
    const shares: Share[] = [];
    for (const [i, people] of parts([...listening]).entries()) {
      const before = shares[i - abreast]?.seen ?? Promise.resolve();
      const seen = before.then(() => this.#seen(people, wanted, xids)).catch((error) => {
        this.log(`[realtime] ${error.message}`); // Those who come after these are still to be told.
        return new Map();
      });
      shares.push({ people, seen });
    }
    return { wanted, audiences, messages: new Messages(), shares };
  }

  /** Which of the changes each of these people, who have one role, is told of: what policies decide and what they do not. */
  async #seen(people: Claims[], wanted: Change[], xids: number[]): Promise<Map<Claims, number[]>> {
    const asked: number[] = [], open: number[] = [];
    for (const [i, { kind }] of wanted.entries()) (isAsked(kind, people[0]!) ? asked : open).push(i);
    const seen = await visibleTo(this.sql, people, asked.map((i) => wanted[i]!), xids, this.log);
    return new Map(people.map((person) => {
      const found = seen.get(person)?.map((i) => asked[i]!) ?? [];
      return [person, [...found, ...open].sort((a, b) => a - b)];
    }));
  }

  #tell({ wanted, audiences, messages }: Question, people: Claims[], seen: Map<Claims, number[]>): void {
    for (const person of people) {
      for (const index of seen.get(person) ?? []) {
        const change = wanted[index]!;
        for (const { seat, subscriptions, select } of audiences.get(change.kind)!.of(person)) {
          const ids = subscriptions.filter((one) => wants(one, change)).map(({ id }) => id);
          const data = ids.length ? messages.data(change, roleOf(person), select) : undefined;
          if (data === undefined) continue;
          const message = { joinRef: seat.joinRef, ref: null, topic: seat.topic, event: "postgres_changes" };
          const payload = `{"ids":${JSON.stringify(ids)},"data":${data}}`;
          seat.connection.send(encodeText(seat.connection.version, message, payload));
        }
      }
    }
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

  #guarded(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.log(`[realtime] ${(error as Error).message}`);
    }
  }
}

/** People in parts that are asked about together: of one role, and of much the same size. */
function parts(people: Claims[]): Claims[][] {
  return [...Map.groupBy(people, roleOf).values()].flatMap((same) => {
    const count = Math.ceil(same.length / peopleEach);
    return Array.from({ length: count }, (_, part) => same.filter((_, i) => i % count === part));
  });
}

/** Lets whatever else is due happen. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
