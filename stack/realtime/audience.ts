/** Who listens to changes of one kind. */
import type { Claims } from "../auth/tokens.ts";
import type { Change, Kind } from "./change.ts";
import type { Channels, Seat, Subscription } from "./channel.ts";

/** Subscriptions of one seat that hear of one kind of change, and want the same columns of it. */
export interface Listener {
  seat: Seat;
  subscriptions: Subscription[];
  select?: string[];
}

export class Audience {
  /** By who they were when it was put together: a seat's token may be renewed meanwhile. */
  readonly #listeners = new Map<Claims, Listener[]>();
  readonly #filters: Subscription[] | undefined;

  constructor(channels: Channels, { type, schema, name }: Kind) {
    const all: Subscription[] = [];
    for (const seat of channels.all()) {
      const subscriptions = seat.subscriptions.filter((one) =>
        (one.event === "*" || one.event === type) && (one.schema === "*" || one.schema === schema) &&
        (one.table === "*" || one.table === name)
      );
      if (!subscriptions.length) continue;
      all.push(...subscriptions);
      // Subscriptions that want different columns hear separate messages.
      const groups = [...Map.groupBy(subscriptions, ({ select }) => select?.join() ?? "").values()];
      const listeners = groups.map((same) => ({ seat, subscriptions: same, select: same[0]!.select }));
      this.#listeners.set(seat.claims, [...this.of(seat.claims), ...listeners]);
    }
    this.#filters = all.every(({ filter }) => filter) ? all : undefined;
  }

  people(): Iterable<Claims> {
    return this.#listeners.keys();
  }

  of(person: Claims): Listener[] {
    return this.#listeners.get(person) ?? [];
  }

  /** Whether somebody's filter lets the change through. */
  wants(change: Change): boolean {
    return !this.#filters || this.#filters.some((one) => wants(one, change));
  }
}

/** Whether the subscription's filter lets the change through. */
export function wants({ filter }: Subscription, { kind: { type }, record }: Change): boolean {
  return type === "DELETE" || !filter || filter(record!);
}
