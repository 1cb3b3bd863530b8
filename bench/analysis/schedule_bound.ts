// Lower bounds on the makespan, as in
// shared/kernels/src/project/levelling/{bound,destructive}.rs.

import type { Network } from "./schedule_network.ts";
import { Profile } from "./schedule_profile.ts";

type Part = { head: number; amount: number; rest: number };

const PAIRS = 1 << 17, PAIRED_ACTIVITIES = 400, MACHINES = 4, ROUNDS = 12, ENERGY_WORK = 120_000;

export function lowerBound(network: Network): number {
  const { n, forward: { head, tail }, capacities } = network;
  let bound = 0;
  for (let j = 0; j < n; j++) bound = Math.max(bound, head[j] + tail[j]);
  for (let resource = 0; resource < capacities.length; resource++) {
    const capacity = capacities[resource], users = usersOf(network, resource);
    const work = users.map(({ part, need }) => ({ ...part, amount: part.amount * need }));
    bound = Math.max(bound, windows(work, capacity));
    for (let machines = 1; machines <= MACHINES; machines++) {
      const large = users.filter(({ need }) => need * (machines + 1) > capacity).map(({ part }) => part);
      bound = Math.max(bound, windows(large, machines));
    }
  }
  if (n > PAIRED_ACTIVITIES) return bound;
  const apart = exclusions(network);
  return improve(network, apart, Math.max(bound, cliques(network, apart)));
}

function partOf({ durations, forward: { head, tail } }: Network, j: number): Part {
  return { head: head[j], amount: durations[j], rest: tail[j] - durations[j] };
}

const amountOf = ({ needs }: Network, j: number, resource: number): number => {
  const at = needs[j].resources.indexOf(resource);
  return at < 0 ? 0 : needs[j].amounts[at];
};

function usersOf(network: Network, resource: number): { j: number; part: Part; need: number }[] {
  const users = [];
  for (let j = 0; j < network.n; j++) {
    const need = amountOf(network, j, resource);
    if (need > 0) users.push({ j, part: partOf(network, j), need });
  }
  return users;
}

const ascending = (values: number[]): number[] => [...new Set(values)].sort((a, b) => a - b);

function windows(parts: Part[], capacity: number): number {
  if (capacity === 0) return 0;
  parts = parts.toSorted((a, b) => b.rest - a.rest);
  const heads = ascending(parts.map((part) => part.head));
  const stride = Math.max(1, Math.ceil(heads.length * parts.length / PAIRS));
  let bound = 0;
  for (let at = 0; at < heads.length; at += stride) {
    const least = heads[at];
    let amount = 0;
    for (const part of parts) {
      if (part.head < least) continue;
      amount += part.amount;
      bound = Math.max(bound, least + Math.ceil(amount / capacity) + part.rest);
    }
  }
  return bound;
}

function cliques(network: Network, apart: Uint8Array): number {
  const { n, durations } = network;
  const byDuration = Array.from({ length: n }, (_, j) => j).filter((j) => durations[j] > 0);
  byDuration.sort((a, b) => durations[b] - durations[a] || a - b);
  let bound = 0;
  for (const seed of byDuration) {
    const clique = [seed];
    for (const j of byDuration) if (j !== seed && clique.every((i) => apart[i * n + j])) clique.push(j);
    bound = Math.max(bound, windows(clique.map((j) => partOf(network, j)), 1));
  }
  return bound;
}

/** For each pair whether the two can never run at the same time. */
function exclusions(network: Network): Uint8Array {
  const { n, durations, needs, capacities, forward: { order, offset, before, lag } } = network;
  const apart = new Uint8Array(n * n);
  for (const j of order) {
    for (let l = offset[j]; l < offset[j + 1]; l++) {
      const i = before[l];
      if (lag[l] < durations[i] || lag[l] < 0) continue;
      apart[i * n + j] = 1;
      for (let k = 0; k < n; k++) if (apart[k * n + i]) apart[k * n + j] = 1;
    }
  }
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      let clash = apart[i * n + j] || apart[j * n + i];
      for (let at = 0; !clash && at < needs[i].resources.length; at++) {
        const resource = needs[i].resources[at], theirs = amountOf(network, j, resource);
        if (theirs > 0 && needs[i].amounts[at] + theirs > capacities[resource]) clash = 1;
      }
      if (clash) apart[i * n + j] = apart[j * n + i] = 1;
    }
  }
  return apart;
}

/** The first end from `bound` on that propagation does not refute. */
function improve(network: Network, apart: Uint8Array, bound: number): number {
  const { n, durations } = network;
  const pairs: number[] = [];
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      if (apart[i * n + j] && durations[i] > 0 && durations[j] > 0) pairs.push(i, j);
    }
  }
  const refuted = (end: number) => new Windows(network, Int32Array.from(pairs), end).contradict();
  let step = 1;
  while (refuted(bound + step - 1)) {
    bound += step;
    step *= 2;
  }
  while (step > 1) {
    step /= 2;
    if (refuted(bound + step - 1)) bound += step;
  }
  return bound;
}

/** Time windows of all activities under a supposed end. */
class Windows {
  private readonly start: Int32Array;
  private readonly finish: Int32Array;
  private changed = true;
  private contradiction = false;
  private readonly profile: Profile;

  constructor(private readonly network: Network, private readonly pairs: Int32Array, end: number) {
    const { n, durations, forward: { head, tail }, capacities } = network;
    this.start = head.slice();
    this.finish = tail.map((tail, j) => end - (tail - durations[j]));
    this.profile = new Profile(capacities, n);
  }

  contradict(): boolean {
    for (let round = 0; round < ROUNDS && this.changed && !this.contradiction; round++) {
      this.changed = false;
      this.links();
      this.exclude();
      this.compulsoryParts();
    }
    return this.contradiction || this.overloaded();
  }

  private latestStart(j: number): number {
    return this.finish[j] - this.network.durations[j];
  }

  private earliestFinish(j: number): number {
    return this.start[j] + this.network.durations[j];
  }

  private startFrom(j: number, time: number): void {
    if (time <= this.start[j]) return;
    this.start[j] = time;
    this.changed = true;
    if (time > this.latestStart(j)) this.contradiction = true;
  }

  private finishBy(j: number, time: number): void {
    if (time >= this.finish[j]) return;
    this.finish[j] = time;
    this.changed = true;
    if (this.earliestFinish(j) > time) this.contradiction = true;
  }

  private links(): void {
    const { n, durations, forward: { order, offset, before, lag } } = this.network;
    for (let o = 0; o < n; o++) {
      const j = order[o];
      for (let l = offset[j]; l < offset[j + 1]; l++) this.startFrom(j, this.start[before[l]] + lag[l]);
    }
    for (let o = n - 1; o >= 0; o--) {
      const j = order[o], latest = this.latestStart(j);
      for (let l = offset[j]; l < offset[j + 1]; l++) {
        this.finishBy(before[l], latest - lag[l] + durations[before[l]]);
      }
    }
    for (let j = 0; j < n; j++) if (this.start[j] > this.latestStart(j)) this.contradiction = true;
  }

  private exclude(): void {
    const { pairs } = this;
    for (let at = 0; at < pairs.length; at += 2) {
      const i = pairs[at], j = pairs[at + 1];
      const iFirst = this.earliestFinish(i) <= this.latestStart(j);
      const jFirst = this.earliestFinish(j) <= this.latestStart(i);
      if (iFirst && jFirst) continue;
      if (iFirst) this.order(i, j);
      else if (jFirst) this.order(j, i);
      else this.contradiction = true;
    }
  }

  private order(first: number, second: number): void {
    this.startFrom(second, this.earliestFinish(first));
    this.finishBy(first, this.latestStart(second));
  }

  private compulsoryParts(): void {
    const { n, durations, needs } = this.network, { profile } = this;
    profile.reset();
    const begins = new Int32Array(n), ends = new Int32Array(n);
    for (let j = 0; j < n; j++) {
      begins[j] = this.latestStart(j);
      ends[j] = this.earliestFinish(j);
    }
    for (let j = 0; j < n; j++) {
      if (begins[j] >= ends[j]) continue;
      if (begins[j] < 0 || profile.place(begins[j], ends[j] - begins[j], needs[j]) > begins[j]) {
        this.contradiction = true;
        return;
      }
    }
    for (let j = 0; j < n; j++) {
      if (begins[j] >= ends[j]) this.startFrom(j, profile.earliest(this.start[j], durations[j], needs[j]));
    }
  }

  private overloaded(): boolean {
    return this.network.capacities.some((capacity, resource) => this.lacks(resource, capacity));
  }

  /** Energetic reasoning: whether in some interval more must be done than the resource can do. */
  private lacks(resource: number, capacity: number): boolean {
    const users = usersOf(this.network, resource), { durations } = this.network;
    const begins = ascending(users.map(({ j }) => this.start[j])),
      ends = ascending(users.map(({ j }) => this.finish[j]));
    const stride = Math.max(1, Math.ceil(begins.length * ends.length * users.length / ENERGY_WORK));
    let turn = 0;
    for (const begin of begins) {
      for (const end of ends) {
        if (begin >= end || turn++ % stride !== 0) continue;
        let work = 0;
        for (const { j, need } of users) {
          const least = Math.min(
            this.earliestFinish(j) - begin,
            end - this.latestStart(j),
            durations[j],
            end - begin,
          );
          if (least > 0) work += need * least;
        }
        if (work > capacity * (end - begin)) return true;
      }
    }
    return false;
  }
}
