/** One client's connection: what it asks for, and what it is answered. */
import type { Claims } from "../auth/tokens.ts";
import { type Connection, prefix, push, pushSystem, type Seat, type Subscription } from "./channel.ts";
import { filteredColumns, parseFilter } from "./filter.ts";
import { decode, encodeText, type Message, type Version } from "./frames.ts";
import { askPolicies, everything } from "./permissions.ts";
import { presenceState, track, untrack } from "./presence.ts";
import type { Realtime } from "./realtime.ts";
import { roleOf } from "./session.ts";

/** More than this waiting to be sent means that the client does not read. */
const maxBuffered = 16 << 20;

let lastId = 0;

export class ClientSocket implements Connection {
  readonly #seats = new Map<string, Seat>();
  #queue: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly realtime: Realtime,
    private readonly socket: WebSocket,
    readonly version: Version,
    /** What the connection's own API key gives. */
    private readonly key: Claims,
  ) {
    socket.binaryType = "arraybuffer";
    // One after another: a join must be finished before what is sent into the channel.
    socket.onmessage = ({ data }) => this.#queue = this.#queue.then(() => this.#receive(data));
    socket.onclose = () => this.#queue = this.#queue.then(() => this.leaveAll());
    socket.onerror = () => {};
  }

  send(frame: string | Uint8Array<ArrayBuffer>): void {
    if (this.socket.readyState !== WebSocket.OPEN) return;
    if (this.socket.bufferedAmount > maxBuffered) this.socket.close(1013, "the client does not read");
    else this.socket.send(frame);
  }

  /** Takes away what was allowed by a token that has expired. */
  sweep(now: number): void {
    for (const seat of this.#seats.values()) {
      if ((seat.claims.exp ?? Infinity) <= now / 1000) this.#expel(seat, "Token has expired");
    }
  }

  leaveAll(): void {
    for (const seat of [...this.#seats.values()]) this.#leave(seat);
  }

  close(): void {
    this.leaveAll();
    this.socket.close(1001);
  }

  async #receive(data: string | ArrayBuffer): Promise<void> {
    let message: Message;
    try {
      message = decode(data);
    } catch {
      return this.socket.close(1003, "not a frame");
    }
    try {
      await this.#handle(message);
    } catch (error) {
      this.realtime.log(`[realtime] ${(error as Error).message}`);
      this.#reply(message, "error", { reason: "internal error" });
    }
  }

  async #handle(message: Message): Promise<void> {
    const { topic, event, payload } = message;
    if (event === "heartbeat") return this.#reply(message, "ok");
    if (event === "phx_join") return await this.#join(message);
    const seat = this.#seats.get(topic);
    if (!seat) return this.#reply(message, "error", { reason: "unmatched topic" });
    if (event === "phx_leave") {
      this.#leave(seat);
      this.#reply(message, "ok");
      return push(seat, "phx_close", {});
    }
    if (event === "access_token") return await this.#renew(seat, String(payload.access_token ?? ""));
    if (event === "broadcast") {
      if (!seat.permissions.write) return;
      const { event, payload: told } = payload as { event?: string; payload?: unknown };
      this.realtime.channels.broadcast(topic, seat.private, { event: String(event), payload: told }, seat);
      if (seat.ack) this.#reply(message, "ok");
    } else if (event === "presence") {
      if (!seat.permissions.presence.write) return this.#reply(message, "error", { reason: "not allowed" });
      if (payload.event === "untrack") untrack(this.realtime.channels, seat);
      else track(this.realtime.channels, seat, (payload.payload ?? {}) as Record<string, unknown>);
      this.#reply(message, "ok");
    }
  }

  async #join(message: Message): Promise<void> {
    const { topic, payload, joinRef } = message;
    const config = (payload.config ?? {}) as JoinConfig;
    const name = topic.slice(prefix.length);
    const refuse = (reason: string) => this.#reply(message, "error", { reason });
    if (!topic.startsWith(prefix) || !name) return refuse("a topic is realtime:<name>");
    const token = payload.access_token as string | undefined;
    const claims = token ? await this.realtime.claimsOf(token) : this.key;
    if (!claims) return refuse("InvalidJWTToken: the token has expired or is not valid");
    const isPrivate = Boolean(config.private);
    const permissions = isPrivate ? await askPolicies(this.realtime.sql, name, claims) : everything;
    if (!permissions.read && !permissions.presence.read) {
      return refuse(`Unauthorized: You do not have permissions to read from this Channel topic: ${name}`);
    }
    const subscriptions: Subscription[] = [];
    for (const wish of config.postgres_changes ?? []) {
      const made = await this.#subscription(wish, claims);
      if (typeof made === "string") return refuse(made);
      subscriptions.push(made);
    }
    const before = this.#seats.get(topic);
    if (before) this.#leave(before);
    const { presence = {}, broadcast = {} } = config;
    const seat: Seat = {
      connection: this,
      topic,
      joinRef,
      claims,
      private: isPrivate,
      permissions,
      subscriptions,
      self: Boolean(broadcast.self),
      ack: Boolean(broadcast.ack),
      presence: { enabled: Boolean(presence.enabled), key: presence.key || crypto.randomUUID() },
    };
    this.#seats.set(topic, seat);
    this.realtime.channels.enter(seat);
    const echo = (config.postgres_changes ?? []).map((wish, i) => ({ id: subscriptions[i]!.id, ...wish }));
    this.#reply(message, "ok", { postgres_changes: echo });
    if (seat.presence.enabled && permissions.presence.read) {
      push(seat, "presence_state", presenceState(this.realtime.channels, seat));
    }
    if (subscriptions.length) pushSystem(seat, "postgres_changes", "ok", "Subscribed to PostgreSQL");
    if (broadcast.replication_ready) pushSystem(seat, "system", "ok", "Replication connection established");
  }

  /** Understands a wish, or says why it cannot be granted. */
  async #subscription(wish: Wish, claims: Claims): Promise<Subscription | string> {
    const { event = "*", schema = "*", table = "*", filter, select } = wish;
    const explain = (why: string) =>
      `Unable to subscribe to changes with given parameters. ${why}: [event: ${event}, schema: ${schema}, table: ${table}, filters: ${
        filter ?? ""
      }]`;
    if (!await this.realtime.catalogue.isPublished(schema, table)) {
      return explain("Please check Realtime is enabled for the given connect parameters");
    }
    try {
      const parsed = filter ? parseFilter(filter) : undefined;
      const readable = (await this.realtime.catalogue.table(schema, table))?.readable[roleOf(claims)];
      const unknown = readable && filter && filteredColumns(filter).find((column) => !readable.has(column));
      if (unknown) throw new Error(`invalid column for filter ${unknown}`);
      return { id: ++lastId, event: event.toUpperCase(), schema, table, filter: parsed, select };
    } catch (error) {
      return explain((error as Error).message);
    }
  }

  async #renew(seat: Seat, token: string): Promise<void> {
    const claims = await this.realtime.claimsOf(token);
    if (!claims) return this.#expel(seat, "Token has expired or is not valid");
    seat.claims = claims;
    if (!seat.private) return;
    seat.permissions = await askPolicies(this.realtime.sql, seat.topic.slice(prefix.length), claims);
    if (!seat.permissions.read && !seat.permissions.presence.read) {
      this.#expel(seat, "You may no longer read from this channel");
    }
  }

  #expel(seat: Seat, why: string): void {
    pushSystem(seat, "system", "error", why);
    push(seat, "phx_close", {});
    this.#leave(seat);
  }

  #leave(seat: Seat): void {
    this.#seats.delete(seat.topic);
    this.realtime.channels.leave(seat);
    untrack(this.realtime.channels, seat);
  }

  #reply({ joinRef, ref, topic }: Message, status: "ok" | "error", response: Record<string, unknown> = {}): void {
    this.send(
      encodeText(this.version, { joinRef, ref, topic, event: "phx_reply" }, JSON.stringify({ status, response })),
    );
  }
}

interface Wish {
  event?: string;
  schema?: string;
  table?: string;
  filter?: string;
  select?: string[];
}

interface JoinConfig {
  private?: boolean;
  broadcast?: { self?: boolean; ack?: boolean; replication_ready?: boolean };
  presence?: { enabled?: boolean; key?: string };
  postgres_changes?: Wish[];
}
