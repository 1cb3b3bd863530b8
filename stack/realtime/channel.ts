/** Who is in which channel, and how a message reaches them. */
import type { Claims } from "../auth/tokens.ts";
import type { Filter } from "./filter.ts";
import { type Broadcast, encodeBroadcast, encodeText, type Version } from "./frames.ts";
import type { Permissions } from "./permissions.ts";

/** One `postgres_changes` wish of a channel. */
export interface Subscription {
  id: number;
  event: string;
  schema: string;
  table: string;
  filter?: Filter;
  /** Send these columns only. */
  select?: string[];
}

/** How frames go out to one client. */
export interface Connection {
  version: Version;
  send(frame: string | Uint8Array): void;
}

/** One client's seat in a channel. */
export interface Seat {
  connection: Connection;
  /** With its prefix `realtime:`. */
  topic: string;
  joinRef: string | null;
  claims: Claims;
  private: boolean;
  permissions: Permissions;
  subscriptions: Subscription[];
  /** Hears its own broadcasts. */
  self: boolean;
  /** Wants every broadcast confirmed. */
  ack: boolean;
  presence: { enabled: boolean; key: string; meta?: Record<string, unknown> };
}

export const prefix = "realtime:";

export class Channels {
  readonly #seats = new Map<string, Set<Seat>>();

  enter(seat: Seat): void {
    const seats = this.#seats.get(seat.topic) ?? new Set();
    this.#seats.set(seat.topic, seats.add(seat));
  }

  leave(seat: Seat): void {
    const seats = this.#seats.get(seat.topic);
    seats?.delete(seat);
    if (seats?.size === 0) this.#seats.delete(seat.topic);
  }

  /** The seats of one channel; a public and a private channel of one name are two channels. */
  *in(topic: string, isPrivate: boolean): Generator<Seat> {
    for (const seat of this.#seats.get(topic) ?? []) if (seat.private === isPrivate) yield seat;
  }

  *all(): Generator<Seat> {
    for (const seats of this.#seats.values()) yield* seats;
  }

  /** Sends a broadcast to everybody in the channel but `from`. */
  broadcast(topic: string, isPrivate: boolean, broadcast: Broadcast, from?: Seat): void {
    const frames = new Map<Version, string | Uint8Array | undefined>();
    for (const seat of this.in(topic, isPrivate)) {
      if (seat === from && !seat.self) continue;
      const { version } = seat.connection;
      if (!frames.has(version)) frames.set(version, encodeBroadcast(version, topic, broadcast));
      const frame = frames.get(version);
      if (frame) seat.connection.send(frame);
    }
  }
}

/** Sends an event of the server's own to one seat. */
export function push(seat: Seat, event: string, payload: unknown): void {
  const message = { joinRef: seat.joinRef, ref: null, topic: seat.topic, event };
  seat.connection.send(encodeText(seat.connection.version, message, JSON.stringify(payload)));
}

/** Tells a seat how one of its parts is doing. */
export function pushSystem(seat: Seat, extension: string, status: "ok" | "error", message: string): void {
  push(seat, "system", { channel: seat.topic.slice(prefix.length), extension, message, status });
}
