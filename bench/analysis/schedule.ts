// Levelling as plain TypeScript would do it: the peer that the wasm is measured
// against. The same algorithm pass for pass (`shared/analysis/src/events/schedule`):
// both schemes, both sides, regret-biased samples, crossover, justification of
// the promising, renewal. Left out: the stronger lower bounds and the proofs for
// tiny networks, so that on equal instances this side never does more.

/** Positions instead of ids; `links` are [from, to, lag from start to start], positions ascending. */
export type Network = {
  durations: number[];
  links: [number, number, number][];
  demands: number[][]; // by activity and resource
  capacities: number[];
};
export type Schedule = { starts: number[]; makespan: number; lowerBound: number; optimal: boolean; passes: number };

type View = {
  offset: Int32Array; // predecessors of j: offset[j] .. offset[j + 1]
  before: Int32Array;
  lag: Int32Array;
  head: Int32Array;
  tail: Int32Array;
  order: Int32Array;
  rank: Int32Array;
  after: Int32Array[];
  rules: Float64Array[];
};
type Plan = { starts: Int32Array; makespan: number };
type Member = { plan: Plan; orders: [Int32Array, Int32Array] };

const POPULATION = 30, FIRST_SAMPLES = 90, PATIENCE = 2, HOPE = 0.02, REPLACED_AMONG = 4, TRIES = 20;
const PARALLEL_SHARE = 0.85, REGRET_SCALE = 5.5, WINDOW_LOW = 0.3, WINDOW_HIGH = 0.6, SWAP = 0.05;

/** xoshiro128** seeded by splitmix32: 32 bits are what JavaScript multiplies fast. */
function generator(seed: number): () => number {
  const next = () => {
    seed = (seed + 0x9e3779b9) | 0;
    let z = seed;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return z ^ (z >>> 15);
  };
  let a = next(), b = next(), c = next(), d = next();
  return () => {
    let result = Math.imul(b, 5);
    result = Math.imul((result << 7) | (result >>> 25), 9);
    const t = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = (d << 11) | (d >>> 21);
    return (result >>> 0) / 4294967296;
  };
}

/** Free capacity as a step function over time. */
class Profile {
  private times: Int32Array;
  private free: Int32Array;
  private steps = 0;
  constructor(private readonly capacities: Int32Array, activities: number) {
    this.times = new Int32Array(2 * activities + 2);
    this.free = new Int32Array((2 * activities + 2) * capacities.length);
  }
  reset() {
    this.steps = 1;
    this.times[0] = 0;
    this.free.set(this.capacities);
  }
  private stepAt(time: number): number {
    let low = 0, high = this.steps;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.times[middle] <= time) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
  private fits(step: number, resources: Int32Array, amounts: Int32Array): boolean {
    const row = step * this.capacities.length;
    for (let i = 0; i < resources.length; i++) if (this.free[row + resources[i]] < amounts[i]) return false;
    return true;
  }
  earliest(from: number, duration: number, resources: Int32Array, amounts: Int32Array): number {
    if (duration === 0 || resources.length === 0) return from;
    let start = from;
    for (let step = this.stepAt(from); step + 1 < this.steps; step++) {
      const end = this.times[step + 1];
      if (!this.fits(step, resources, amounts)) start = end;
      else if (end - start >= duration) break;
    }
    return start;
  }
  freeAt(time: number, resources: Int32Array, amounts: Int32Array): boolean {
    return resources.length === 0 || this.fits(this.stepAt(time), resources, amounts);
  }
  nextAfter(time: number): number {
    const step = this.stepAt(time) + 1;
    return step < this.steps ? this.times[step] : Infinity;
  }
  private split(time: number): number {
    const step = this.stepAt(time), width = this.capacities.length;
    if (this.times[step] === time) return step;
    this.times.copyWithin(step + 2, step + 1, this.steps);
    this.times[step + 1] = time;
    this.free.copyWithin((step + 1) * width, step * width, this.steps * width);
    this.steps++;
    return step + 1;
  }
  take(start: number, duration: number, resources: Int32Array, amounts: Int32Array) {
    if (duration === 0 || resources.length === 0) return;
    const width = this.capacities.length;
    const first = this.split(start), last = this.split(start + duration);
    for (let row = first * width; row < last * width; row += width) {
      for (let i = 0; i < resources.length; i++) this.free[row + resources[i]] -= amounts[i];
    }
  }
}

function view(links: [number, number, number][], durations: Int32Array, order: Int32Array): View {
  const n = durations.length;
  const offset = new Int32Array(n + 1), before = new Int32Array(links.length), lag = new Int32Array(links.length);
  for (const link of links) offset[link[1] + 1]++;
  for (let j = 0; j < n; j++) offset[j + 1] += offset[j];
  const fill = offset.slice();
  const after: number[][] = Array.from({ length: n }, () => []);
  for (const [from, to, wait] of links) {
    before[fill[to]] = from;
    lag[fill[to]++] = wait;
    after[from].push(to);
  }
  const head = new Int32Array(n), rank = new Int32Array(n);
  for (let position = 0; position < n; position++) {
    const j = order[position];
    rank[j] = position;
    for (let l = offset[j]; l < offset[j + 1]; l++) head[j] = Math.max(head[j], head[before[l]] + lag[l]);
  }
  const lists = after.map((list) => Int32Array.from(list));
  return { offset, before, lag, head, tail: new Int32Array(n), order, rank, after: lists, rules: [] };
}

function rules(side: View, durations: Int32Array): Float64Array[] {
  const n = durations.length;
  const total = durations.reduce((sum, duration) => sum + duration, 0);
  const scale = total > 0 ? (REGRET_SCALE * n) / total : 1;
  const finish = new Float64Array(n),
    start = new Float64Array(n),
    count = new Float64Array(n),
    weight = new Float64Array(n);
  const seen = new Uint8Array(n);
  for (let j = 0; j < n; j++) {
    finish[j] = -(side.tail[j] - durations[j]) * scale;
    start[j] = -side.tail[j] * scale;
    weight[j] = -side.after[j].reduce((sum, next) => sum + durations[next], durations[j]) * scale;
    seen.fill(0);
    const stack = [j];
    while (stack.length > 0) {
      for (const next of side.after[stack.pop()!]) {
        if (seen[next] === 0) {
          seen[next] = 1;
          count[j]--;
          stack.push(next);
        }
      }
    }
  }
  return [finish, start, count, weight];
}

/** The best schedule found within `budget` schedules. */
export function level(network: Network, budget: number, seed: number): Schedule {
  const n = network.durations.length;
  const durations = Int32Array.from(network.durations);
  const resources: Int32Array[] = [], amounts: Int32Array[] = [];
  for (const row of network.demands) {
    const used = row.map((_, r) => r).filter((r) => row[r] > 0);
    resources.push(Int32Array.from(used));
    amounts.push(Int32Array.from(used, (r) => row[r]));
  }
  const ascending = Int32Array.from({ length: n }, (_, j) => j);
  const mirrored = network.links.map((
    [from, to, lag],
  ): [number, number, number] => [to, from, lag + durations[to] - durations[from]]);
  const views = [view(network.links, durations, ascending), view(mirrored, durations, ascending.slice().reverse())];
  let lowerBound = 0;
  for (let j = 0; j < n; j++) {
    views[0].tail[j] = views[1].head[j] + durations[j];
    views[1].tail[j] = views[0].head[j] + durations[j];
    lowerBound = Math.max(lowerBound, views[0].head[j] + views[0].tail[j]);
  }
  for (const side of views) side.rules = rules(side, durations);

  const random = generator(seed);
  const below = (bound: number) => Math.floor(random() * bound);
  const profile = new Profile(Int32Array.from(network.capacities), n);
  const keys = new Float64Array(n), weights = new Float64Array(n);
  const waiting = new Int32Array(n), ready = new Int32Array(n), taken = new Uint8Array(n);
  let best: Plan = { starts: new Int32Array(n), makespan: Infinity };
  let passes = 0, lastGain = 0, drawn = 0;
  let members: Member[] = [];
  const seen = new Set<number>();

  const isOver = () => passes > 0 && (passes >= budget || best.makespan <= lowerBound);
  const keep = (plan: Plan) => {
    passes++;
    if (plan.makespan < best.makespan) best = plan;
  };
  const face = (plan: Plan, side: number) => {
    if (side === 1) { for (let j = 0; j < n; j++) plan.starts[j] = plan.makespan - plan.starts[j] - durations[j]; }
  };
  const serial = (side: number, order: ArrayLike<number>): Plan => {
    const { head, offset, before, lag } = views[side];
    const starts = new Int32Array(n);
    let makespan = 0;
    profile.reset();
    for (let position = 0; position < n; position++) {
      const j = order[position];
      let from = head[j];
      for (let l = offset[j]; l < offset[j + 1]; l++) from = Math.max(from, starts[before[l]] + lag[l]);
      starts[j] = profile.earliest(from, durations[j], resources[j], amounts[j]);
      profile.take(starts[j], durations[j], resources[j], amounts[j]);
      makespan = Math.max(makespan, starts[j] + durations[j]);
    }
    const plan = { starts, makespan };
    face(plan, side);
    keep(plan);
    return plan;
  };
  const orderOf = (side: number, plan: Plan): Int32Array => {
    const { rank, order } = views[side];
    for (let j = 0; j < n; j++) {
      const time = side === 0 ? plan.starts[j] : plan.makespan - plan.starts[j] - durations[j];
      keys[j] = time * 4096 + rank[j];
    }
    keys.sort();
    const sorted = new Int32Array(n);
    for (let position = 0; position < n; position++) sorted[position] = order[keys[position] % 4096];
    return sorted;
  };
  const choose = (among: number[], values: Float64Array, strict: boolean): number => {
    let chosen = 0;
    if (strict) {
      for (let i = 1; i < among.length; i++) {
        const difference = values[among[i]] - values[among[chosen]];
        if (difference < 0 || (difference === 0 && among[i] < among[chosen])) chosen = i;
      }
      return chosen;
    }
    let worst = -Infinity, sum = 0;
    for (const j of among) worst = Math.max(worst, values[j]);
    for (let i = 0; i < among.length; i++) {
      const regret = worst - values[among[i]] + 1;
      sum += regret * Math.sqrt(regret);
      weights[i] = sum;
    }
    const at = random() * sum;
    while (chosen < among.length - 1 && weights[chosen] <= at) chosen++;
    return chosen;
  };
  const remove = (list: number[], position: number): number => {
    const activity = list[position], last = list.pop()!;
    if (position < list.length) list[position] = last;
    return activity;
  };
  const begin = (side: View): number[] => {
    const eligible: number[] = [];
    for (let j = 0; j < n; j++) {
      waiting[j] = side.offset[j + 1] - side.offset[j];
      if (waiting[j] === 0) eligible.push(j);
    }
    return eligible;
  };
  const list = (side: View, values: Float64Array, strict: boolean): number[] => {
    const eligible = begin(side), order: number[] = [];
    while (eligible.length > 0) {
      const activity = remove(eligible, choose(eligible, values, strict));
      order.push(activity);
      for (const next of side.after[activity]) if (--waiting[next] === 0) eligible.push(next);
    }
    return order;
  };
  const parallel = (side: number, values: Float64Array, strict: boolean): Plan => {
    const { after, offset, before, lag, head } = views[side];
    const plan: Plan = { starts: new Int32Array(n), makespan: 0 };
    let eligible = begin(views[side]), now = 0;
    profile.reset();
    ready.set(head);
    while (eligible.length > 0) {
      let candidates = eligible.filter((j) => ready[j] <= now);
      for (;;) {
        candidates = candidates.filter((j) => profile.freeAt(now, resources[j], amounts[j]));
        if (candidates.length === 0) break;
        const j = remove(candidates, choose(candidates, values, strict));
        profile.take(now, durations[j], resources[j], amounts[j]);
        plan.starts[j] = now;
        plan.makespan = Math.max(plan.makespan, now + durations[j]);
        eligible = eligible.filter((other) => other !== j);
        for (const next of after[j]) {
          if (--waiting[next] > 0) continue;
          for (let l = offset[next]; l < offset[next + 1]; l++) {
            ready[next] = Math.max(ready[next], plan.starts[before[l]] + lag[l]);
          }
          eligible.push(next);
          if (ready[next] <= now) candidates.push(next);
        }
      }
      let opens = profile.nextAfter(now);
      for (const j of eligible) if (ready[j] > now) opens = Math.min(opens, ready[j]);
      if (opens < Infinity) now = opens;
    }
    face(plan, side);
    keep(plan);
    return plan;
  };
  const member = (plan: Plan): Member => ({ plan, orders: [orderOf(0, plan), orderOf(1, plan)] });
  const people = (size: number) => {
    while (members.length < size && !isOver()) {
      const strict = drawn < 4, dice = below(10);
      const rule = strict ? drawn : dice < 5 ? 0 : dice < 8 ? 1 : dice < 9 ? 2 : 3;
      drawn++;
      const side = below(2), values = views[side].rules[rule];
      let plan = random() < PARALLEL_SHARE
        ? parallel(side, values, strict)
        : serial(side, list(views[side], values, strict));
      if (!isOver()) plan = serial(1 - side, orderOf(1 - side, plan));
      members.push(member(plan));
    }
  };
  const cross = (first: Int32Array, second: Int32Array): Int32Array => {
    const window = Math.floor((WINDOW_LOW + (WINDOW_HIGH - WINDOW_LOW) * random()) * n);
    const from = below(n - window + 1);
    const child = new Int32Array(n);
    let length = 0;
    taken.fill(0);
    const add = (j: number) => {
      if (taken[j] === 0) {
        taken[j] = 1;
        child[length++] = j;
      }
    };
    for (let i = 0; i < from; i++) add(first[i]);
    for (let i = 0; length < from + window; i++) add(second[i]);
    for (let i = from; i < n; i++) add(first[i]);
    return child;
  };
  const mutate = ({ offset, before }: View, order: Int32Array) => {
    for (let at = 1; at < n; at++) {
      if (random() >= SWAP) continue;
      const previous = order[at - 1], j = order[at];
      let linked = false;
      for (let l = offset[j]; l < offset[j + 1]; l++) linked ||= before[l] === previous;
      if (!linked) {
        order[at - 1] = j;
        order[at] = previous;
      }
    }
  };
  /** Whether the order was not seen before (51 bits of digest). */
  const isNew = (order: Int32Array, side: number): boolean => {
    let low = 0x811c9dc5 ^ side, high = 0x9dc5811c;
    for (let i = 0; i < n; i++) {
      low = Math.imul(low ^ order[i], 0x01000193);
      low ^= low >>> 15;
      high = Math.imul(high + order[i], 0x85ebca6b) ^ (low >>> 7);
    }
    const size = seen.size;
    seen.add((low >>> 0) * 524288 + (high >>> 13));
    return seen.size > size;
  };
  const pick = (): Member => {
    const a = members[below(members.length)], b = members[below(members.length)];
    return b.plan.makespan < a.plan.makespan ? b : a;
  };
  const settle = (plan: Plan) => {
    const same = (other: Plan) =>
      other.makespan === plan.makespan && other.starts.every((start, j) => start === plan.starts[j]);
    if (members.some((other) => same(other.plan))) return;
    let place = below(members.length);
    for (let i = 1; i < REPLACED_AMONG; i++) {
      const other = below(members.length);
      if (members[other].plan.makespan > members[place].plan.makespan) place = other;
    }
    const theirs = members[place].plan.makespan;
    if (plan.makespan < theirs) lastGain = passes;
    if (plan.makespan <= theirs) members[place] = member(plan);
  };

  people(FIRST_SAMPLES);
  members.sort((a, b) => a.plan.makespan - b.plan.makespan);
  members = members.slice(0, POPULATION);
  lastGain = passes;
  for (let side = 1; !isOver(); side = 1 - side) {
    const father = pick();
    let mother = pick();
    for (let i = 0; i < 5 && mother === father; i++) mother = pick();
    let order = cross(father.orders[side], mother.orders[side]);
    mutate(views[side], order);
    for (let i = 0; i < TRIES && !isNew(order, side); i++) mutate(views[side], order);
    const limit = Math.floor(Math.max(father.plan.makespan, mother.plan.makespan) * (1 + HOPE));
    let plan = serial(side, order), facing = side, last = Infinity;
    while (plan.makespan <= limit && plan.makespan < last && !isOver()) {
      last = plan.makespan;
      facing = 1 - facing;
      order = orderOf(facing, plan);
      if (!isNew(order, facing)) break;
      plan = serial(facing, order);
    }
    settle(plan);
    if (passes - lastGain > PATIENCE * POPULATION) {
      members.sort((a, b) => a.plan.makespan - b.plan.makespan);
      members = members.slice(0, 1);
      people(POPULATION);
      lastGain = passes;
    }
  }
  return {
    starts: [...best.starts],
    makespan: best.makespan,
    lowerBound,
    optimal: best.makespan <= lowerBound,
    passes,
  };
}
