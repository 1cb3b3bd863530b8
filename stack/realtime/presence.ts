/** Who is present in a channel, and what they tell of themselves. */
import { type Channels, push, type Seat } from "./channel.ts";

type State = Record<string, { metas: Record<string, unknown>[] }>;

let references = 0;

/** Everybody present. */
export function presenceState(channels: Channels, seat: Seat): State {
  const state: State = {};
  for (const { presence } of channels.in(seat.topic, seat.private)) {
    if (presence.meta) (state[presence.key] ??= { metas: [] }).metas.push(presence.meta);
  }
  return state;
}

/** The seat appears, or tells something new of itself. */
export function track(channels: Channels, seat: Seat, told: Record<string, unknown>): void {
  const { presence } = seat;
  const before = presence.meta;
  presence.meta = { ...told, phx_ref: `presence-${++references}`, ...(before && { phx_ref_prev: before.phx_ref }) };
  // Apart and in this order: told both at once, the client loses the reference by which it would remove the old one.
  if (before) spread(channels, seat, {}, entry(presence.key, before));
  spread(channels, seat, entry(presence.key, presence.meta), {});
}

/** The seat disappears. */
export function untrack(channels: Channels, seat: Seat): void {
  const { meta, key } = seat.presence;
  if (!meta) return;
  delete seat.presence.meta;
  spread(channels, seat, {}, entry(key, meta));
}

function entry(key: string, meta: Record<string, unknown>): State {
  return { [key]: { metas: [meta] } };
}

function spread(channels: Channels, { topic, private: isPrivate }: Seat, joins: State, leaves: State): void {
  for (const seat of channels.in(topic, isPrivate)) {
    if (seat.presence.enabled && seat.permissions.presence.read) push(seat, "presence_diff", { joins, leaves });
  }
}
