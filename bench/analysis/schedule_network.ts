// A project compiled for levelling, as in
// shared/kernels/src/project/levelling/{network,view}.rs.

import type { Need } from "./schedule_profile.ts";

/** Positions instead of ids; `links` are [from, to, lag from start to start]. */
export type Project = {
  durations: number[];
  links: [number, number, number][];
  demands: number[][]; // by activity and resource
  capacities: number[];
};

/** One direction of time. Predecessors of j: `before[l]` with `lag[l]` for l from `offset[j]` to `offset[j + 1]`. */
export type View = {
  offset: Int32Array;
  before: Int32Array;
  lag: Int32Array;
  after: Int32Array[];
  /** Earliest start by links alone. */
  head: Int32Array;
  /** From start to the end at least. */
  tail: Int32Array;
  order: Int32Array;
  rank: Int32Array;
};

export type Network = {
  n: number;
  durations: Int32Array;
  needs: Need[];
  capacities: Int32Array;
  forward: View;
  backward: View;
};

export function compile({ durations: given, links, demands, capacities }: Project): Network {
  const durations = Int32Array.from(given);
  const needs = demands.map((row) => {
    const resources = row.flatMap((amount, resource) => amount > 0 ? [resource] : []);
    return { resources: Int32Array.from(resources), amounts: Int32Array.from(resources, (r) => row[r]) };
  });
  const order = topological(given.length, links);
  const mirrored = links.map(
    ([from, to, lag]): [number, number, number] => [to, from, lag + durations[to] - durations[from]],
  );
  const forward = view(links, order), backward = view(mirrored, order.slice().reverse());
  forward.tail = backward.head.map((head, j) => head + durations[j]);
  backward.tail = forward.head.map((head, j) => head + durations[j]);
  return { n: given.length, durations, needs, capacities: Int32Array.from(capacities), forward, backward };
}

function view(links: [number, number, number][], order: Int32Array): View {
  const n = order.length;
  const sorted = links.toSorted(([a, b, x], [c, d, y]) => b - d || a - c || x - y);
  const binding = sorted.filter(([from, to], at) => sorted[at + 1]?.[0] !== from || sorted[at + 1][1] !== to);
  const offset = new Int32Array(n + 1);
  for (const [, to] of binding) offset[to + 1]++;
  for (let j = 0; j < n; j++) offset[j + 1] += offset[j];
  const before = Int32Array.from(binding, ([from]) => from), lag = Int32Array.from(binding, ([, , lag]) => lag);
  const after: number[][] = Array.from({ length: n }, () => []);
  for (const [from, to] of binding) after[from].push(to);
  const head = new Int32Array(n), rank = new Int32Array(n);
  for (let position = 0; position < n; position++) {
    const j = order[position];
    rank[j] = position;
    for (let l = offset[j]; l < offset[j + 1]; l++) head[j] = Math.max(head[j], head[before[l]] + lag[l]);
  }
  const lists = after.map((list) => Int32Array.from(list));
  return { offset, before, lag, after: lists, head, tail: new Int32Array(n), order, rank };
}

/** Kahn's order, lowest position first among equals. */
function topological(n: number, links: [number, number, number][]): Int32Array {
  const waiting = new Int32Array(n), order = new Int32Array(n);
  const after: number[][] = Array.from({ length: n }, () => []);
  for (const [from, to] of links) {
    waiting[to]++;
    after[from].push(to);
  }
  let found = 0;
  for (let j = 0; j < n; j++) if (waiting[j] === 0) order[found++] = j;
  for (let done = 0; done < found; done++) {
    for (const to of after[order[done]]) if (--waiting[to] === 0) order[found++] = to;
  }
  if (found < n) throw new Error("cycle");
  return order;
}
