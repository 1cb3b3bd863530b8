// Levelling as a careful TypeScript author would write it: the peer that the
// wasm is measured against. The same algorithm, pass for pass and bound for
// bound (shared/kernels/src/project/levelling/search.rs); left out is the proof
// for networks of up to 16 activities.

import { generator, type Random } from "./random.ts";
import { lowerBound } from "./schedule_bound.ts";
import { compile, type Network, type Project, type View } from "./schedule_network.ts";
import { Profile } from "./schedule_profile.ts";
import { Sampler, type Seen } from "./schedule_sample.ts";

export type { Project };
export type Schedule = { starts: number[]; makespan: number; lowerBound: number; passes: number };

/** Starts and makespan, forward in time. */
type Plan = Seen;
type Member = { plan: Plan; orders: [Int32Array, Int32Array] };

const POPULATION = 30, FIRST_SAMPLES = 90, PATIENCE = 2, HOPE = 0.02, REPLACED_AMONG = 4, TRIES = 20;
const WINDOW_LOW = 0.3, WINDOW_HIGH = 0.6, SWAP = 0.05;

/** The best schedule found within `budget` schedules. */
export function level(project: Project, budget: number, seed: number): Schedule {
  const network = compile(project);
  const bound = lowerBound(network);
  const search = new Search(network, budget, bound, seed);
  const { best, passes } = search.run();
  search.settle(best);
  return { starts: [...best.starts], makespan: best.makespan, lowerBound: bound, passes };
}

class Search {
  best: Plan = { starts: new Int32Array(), makespan: Infinity };
  passes = 0;
  private lastGain = 0;
  private members: Member[] = [];
  private readonly seen = new Set<number>();
  private readonly random: Random;
  private readonly profile: Profile;
  private readonly sampler: Sampler;
  private readonly times: Int32Array;
  private readonly ends: Int32Array;
  private sorted: Int32Array;
  private readonly taken: Uint8Array;

  constructor(
    private readonly network: Network,
    private readonly budget: number,
    private readonly bound: number,
    seed: number,
  ) {
    this.random = generator(seed);
    this.profile = new Profile(network.capacities, network.n);
    this.sampler = new Sampler(network, this.profile, this.random);
    this.times = new Int32Array(network.n);
    this.ends = new Int32Array((1 << (33 - Math.clz32(network.n))) + 1);
    this.sorted = new Int32Array(network.n);
    this.taken = new Uint8Array(network.n);
  }

  run(): this {
    this.people(FIRST_SAMPLES);
    this.survive(POPULATION);
    this.lastGain = this.passes;
    for (let side: 0 | 1 = 1; !this.isOver(); side = other(side)) {
      this.breed(side);
      if (this.passes - this.lastGain > PATIENCE * POPULATION) {
        this.survive(1);
        this.people(POPULATION);
        this.lastGain = this.passes;
      }
    }
    return this;
  }

  /** Starts every activity as early as it can while all others stay where they are, until none can start earlier. */
  settle(plan: Plan): void {
    const { network: { n, durations, needs, forward: { head, offset, before, lag } }, profile } = this;
    const { starts } = plan;
    profile.reset();
    for (let j = 0; j < n; j++) profile.place(starts[j], durations[j], needs[j]);
    for (let moved = true; moved;) {
      moved = false;
      for (const j of this.orderOf(0, plan)) {
        let from = head[j];
        for (let l = offset[j]; l < offset[j + 1]; l++) from = Math.max(from, starts[before[l]] + lag[l]);
        profile.giveBack(starts[j], durations[j], needs[j]);
        const earlier = profile.place(from, durations[j], needs[j]);
        if (earlier < starts[j]) moved = true;
        starts[j] = earlier;
      }
    }
    plan.makespan = 0;
    for (let j = 0; j < n; j++) plan.makespan = Math.max(plan.makespan, starts[j] + durations[j]);
  }

  private isOver(): boolean {
    return this.passes > 0 && (this.passes >= this.budget || this.best.makespan <= this.bound);
  }

  private survive(count: number): void {
    this.members.sort((a, b) => a.plan.makespan - b.plan.makespan);
    this.members.length = Math.min(count, this.members.length);
  }

  /** Fills the population up with justified samples. */
  private people(size: number): void {
    while (this.members.length < size && !this.isOver()) {
      const { side, plan: seen, order } = this.sampler.draw();
      let plan = seen ? this.keep(this.face(seen, side)) : this.serial(side, order!);
      const facing = other(side);
      if (!this.isOver()) plan = this.serial(facing, this.orderOf(facing, plan));
      this.members.push(this.member(plan));
    }
  }

  /** One child, and what becomes of it. */
  private breed(side: 0 | 1): void {
    const father = this.pick();
    let mother = this.pick();
    for (let i = 0; i < 5 && mother === father; i++) mother = this.pick();
    const worse = Math.max(father.plan.makespan, mother.plan.makespan), limit = worse + Math.floor(worse * HOPE);
    let order = this.cross(father.orders[side], mother.orders[side]);
    const view = this.view(side);
    this.mutate(view, order);
    for (let i = 0; i < TRIES && !this.isNew(order, side); i++) this.mutate(view, order);
    let plan = this.serial(side, order), facing = side, last = Infinity;
    while (plan.makespan <= limit && plan.makespan < last && !this.isOver()) {
      last = plan.makespan;
      facing = other(facing);
      order = this.orderOf(facing, plan);
      if (!this.isNew(order, facing)) break;
      plan = this.serial(facing, order);
    }
    this.replace(plan);
  }

  /** The child takes the place of a worse or equal member, unless it is there. */
  private replace(plan: Plan): void {
    if (this.members.some(({ plan: other }) => same(plan, other))) return;
    const { members, random } = this;
    let place = random.below(members.length);
    for (let i = 1; i < REPLACED_AMONG; i++) {
      const drawn = random.below(members.length);
      if (members[drawn].plan.makespan > members[place].plan.makespan) place = drawn;
    }
    const theirs = members[place].plan.makespan;
    if (plan.makespan < theirs) this.lastGain = this.passes;
    if (plan.makespan <= theirs) members[place] = this.member(plan);
  }

  private pick(): Member {
    const { members, random } = this;
    const a = members[random.below(members.length)], b = members[random.below(members.length)];
    return b.plan.makespan < a.plan.makespan ? b : a;
  }

  private view(side: 0 | 1): View {
    return side === 0 ? this.network.forward : this.network.backward;
  }

  /** Serial scheme: in the given order, each activity as early as links and resources let it. */
  private serial(side: 0 | 1, order: Int32Array): Plan {
    const { network: { n, durations, needs }, profile } = this;
    const { head, offset, before, lag } = this.view(side);
    const starts = new Int32Array(n);
    let makespan = 0;
    profile.reset();
    for (let position = 0; position < n; position++) {
      const j = order[position];
      let from = head[j];
      for (let l = offset[j]; l < offset[j + 1]; l++) {
        const chain = starts[before[l]] + lag[l];
        if (chain > from) from = chain;
      }
      const start = profile.place(from, durations[j], needs[j]);
      starts[j] = start;
      if (start + durations[j] > makespan) makespan = start + durations[j];
    }
    return this.keep(this.face({ starts, makespan }, side));
  }

  /** Turns times counted from `side` into forward ones. */
  private face(plan: Seen, side: 0 | 1): Plan {
    if (side === 1) {
      const { durations } = this.network, { starts, makespan } = plan;
      for (let j = 0; j < starts.length; j++) starts[j] = makespan - starts[j] - durations[j];
    }
    return plan;
  }

  private keep(plan: Plan): Plan {
    this.passes++;
    if (plan.makespan < this.best.makespan) this.best = plan;
    return plan;
  }

  private member(plan: Plan): Member {
    return { plan, orders: [this.orderOf(0, plan), this.orderOf(1, plan)] };
  }

  /** By start for the left, by finish from the end for the right: least significant digit first. */
  private orderOf(side: 0 | 1, { starts, makespan }: Plan): Int32Array {
    const { network: { n, durations }, times } = this;
    let last = 0;
    for (let j = 0; j < n; j++) {
      times[j] = side === 0 ? starts[j] : makespan - starts[j] - durations[j];
      last |= times[j];
    }
    const bits = 33 - Math.clz32(n), mask = (1 << bits) - 1, { ends } = this;
    let order: Int32Array = this.view(side).order.slice(), sorted = this.sorted;
    for (let shift = 0; last >> shift > 0; shift += bits) {
      ends.fill(0);
      for (let j = 0; j < n; j++) ends[((times[j] >> shift) & mask) + 1]++;
      for (let digit = 1; digit < ends.length; digit++) ends[digit] += ends[digit - 1];
      for (let position = 0; position < n; position++) {
        const j = order[position];
        sorted[ends[(times[j] >> shift) & mask]++] = j;
      }
      [order, sorted] = [sorted, order];
    }
    this.sorted = sorted;
    return order;
  }

  /** Two-point crossover: the first parent's order, but within a window the second's. */
  private cross(first: Int32Array, second: Int32Array): Int32Array {
    const { network: { n }, random, taken } = this;
    const window = Math.floor((WINDOW_LOW + (WINDOW_HIGH - WINDOW_LOW) * random.unit()) * n);
    const from = random.below(n - window + 1), child = new Int32Array(n);
    let length = from;
    taken.fill(0);
    for (let i = 0; i < from; i++) taken[child[i] = first[i]] = 1;
    for (let i = 0; length < from + window; i++) {
      if (taken[second[i]] === 0) taken[child[length++] = second[i]] = 1;
    }
    for (let i = from; i < n; i++) if (taken[first[i]] === 0) taken[child[length++] = first[i]] = 1;
    return child;
  }

  /** Swaps neighbours that no link orders. */
  private mutate({ offset, before }: View, order: Int32Array): void {
    const { random } = this;
    for (let at = 1; at < order.length; at++) {
      if (random.unit() >= SWAP) continue;
      const previous = order[at - 1], j = order[at];
      let linked = false;
      for (let l = offset[j]; l < offset[j + 1]; l++) linked ||= before[l] === previous;
      if (linked) continue;
      order[at - 1] = j;
      order[at] = previous;
    }
  }

  /** Whether the order was not seen before (51 bits of digest). */
  private isNew(order: Int32Array, side: 0 | 1): boolean {
    let low = 0x811c9dc5 ^ side, high = 0x9dc5811c;
    for (let i = 0; i < order.length; i++) {
      low = Math.imul(low ^ order[i], 0x01000193);
      low ^= low >>> 15;
      high = Math.imul(high + order[i], 0x85ebca6b) ^ (low >>> 7);
    }
    const { seen } = this, size = seen.size;
    seen.add((low >>> 0) * 524288 + (high >>> 13));
    return seen.size > size;
  }
}

const other = (side: 0 | 1): 0 | 1 => side === 0 ? 1 : 0;

function same(plan: Plan, other: Plan): boolean {
  if (plan.makespan !== other.makespan) return false;
  for (let j = 0; j < plan.starts.length; j++) if (plan.starts[j] !== other.starts[j]) return false;
  return true;
}
