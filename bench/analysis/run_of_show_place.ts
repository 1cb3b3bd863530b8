// Jobs placed one after the other, as in
// shared/analysis/src/events/run_of_show/place.rs.

/** Links by task: those of `i` from `start[i]` to `start[i + 1]`; kinds are 0 FS, 1 SS, 2 FF, 3 SF. */
export interface Links {
  start: Int32Array;
  other: Int32Array;
  kind: Uint8Array;
  lag: Float64Array;
}

/** Times run in the direction of placing. */
export interface Job {
  task: number;
  work: number;
  floor: number;
  ceiling: number;
  /** People and places that it needs alone, by number, ascending. */
  alone: number[];
  shared: Share[];
}

export interface Share {
  resource: number;
  units: number;
  capacity: number;
}

export interface Placed {
  start: Float64Array;
  finish: Float64Array;
  /** The job that kept it from an earlier start, or -1. */
  boundBy: Int32Array;
}

/** Who waits for whom, and how many people and places, and resources, there are to use. */
export interface Surroundings {
  predecessors: Links;
  successors: Links;
  uses: number;
  resources: number;
}

interface Booking {
  start: number;
  finish: number;
  units: number;
  job: number;
}

/** Of those that may be placed next, the one with the longest way behind it first, then by position. */
export function place(jobs: Job[], around: Surroundings, turned: boolean): Placed {
  const { predecessors, successors } = around, count = jobs.length;
  const before = turned ? successors : predecessors, after = turned ? predecessors : successors;
  const number = new Int32Array(before.start.length - 1).fill(-1);
  for (let job = 0; job < count; job++) number[jobs[job].task] = job;
  const waiting = new Int32Array(count);
  for (let job = 0; job < count; job++) {
    const { task } = jobs[job];
    for (let l = before.start[task]; l < before.start[task + 1]; l++) if (number[before.other[l]] >= 0) waiting[job]++;
  }
  const tails = longest(jobs, after, number, waiting);
  const isFirst = (a: number, b: number) => tails[a] > tails[b] || tails[a] === tails[b] && a < b;
  const ready = new Heap(count, isFirst);
  for (let job = 0; job < count; job++) if (waiting[job] === 0) ready.push(job);
  const start = new Float64Array(count), finish = new Float64Array(count), boundBy = new Int32Array(count).fill(-1);
  const used = new InUse(around);
  while (ready.length > 0) {
    const job = ready.pop(), given = jobs[job], { task, work } = given;
    let from = given.floor, by = -1;
    for (let l = before.start[task]; l < before.start[task + 1]; l++) {
      const other = number[before.other[l]];
      if (other < 0) continue;
      // With time turned round, starts are finishes.
      const kind = before.kind[l], byStart = turned ? kind === 2 || kind === 3 : kind === 1 || kind === 3;
      const bindsStart = turned ? kind === 0 || kind === 2 : kind < 2;
      const bound = before.lag[l] + (byStart ? start[other] : finish[other]) - (bindsStart ? 0 : work);
      if (bound > from || (bound === from && by < 0)) {
        from = bound;
        by = other;
      }
    }
    // Milestones use nothing: they take no time.
    if (work > 0) {
      while (used.clashes(given, from)) {
        from = used.until;
        by = used.by;
      }
      used.book(job, given, from);
    }
    start[job] = from;
    finish[job] = from + work;
    boundBy[job] = by;
    for (let l = after.start[task]; l < after.start[task + 1]; l++) {
      const next = number[after.other[l]];
      if (next >= 0 && --waiting[next] === 0) ready.push(next);
    }
  }
  return { start, finish, boundBy };
}

/** The chain of jobs that makes the given one as late as it is, first to last. */
export function chain({ boundBy }: Placed, last: number): number[] {
  const found = [];
  for (let job = last; job >= 0; job = boundBy[job]) found.push(job);
  return found.reverse();
}

/** How long the way behind each job is, its own work included. */
function longest(jobs: Job[], after: Links, number: Int32Array, waits: Int32Array): Float64Array {
  const count = jobs.length, waiting = waits.slice(), order = new Int32Array(count);
  let found = 0;
  for (let job = 0; job < count; job++) if (waiting[job] === 0) order[found++] = job;
  for (let done = 0; done < found; done++) {
    const { task } = jobs[order[done]];
    for (let l = after.start[task]; l < after.start[task + 1]; l++) {
      const next = number[after.other[l]];
      if (next >= 0 && --waiting[next] === 0) order[found++] = next;
    }
  }
  const tails = new Float64Array(count);
  for (let done = found - 1; done >= 0; done--) {
    const job = order[done], { task, work } = jobs[job];
    let most = 0;
    for (let l = after.start[task]; l < after.start[task + 1]; l++) {
      const next = number[after.other[l]];
      if (next >= 0 && tails[next] > most) most = tails[next];
    }
    tails[job] = work + most;
  }
  return tails;
}

/** What is booked already, each list ascending by start. */
class InUse {
  /** Of the last clash: when it is over, and whose fault it is. */
  until = 0;
  by = -1;
  private readonly alone: Booking[][];
  private readonly shared: Booking[][];

  constructor({ uses, resources }: Surroundings) {
    this.alone = new Array(uses);
    this.shared = new Array(resources);
  }

  clashes({ work, alone, shared }: Job, start: number): boolean {
    const finish = start + work;
    for (const use of alone) {
      const booked = this.alone[use];
      if (!booked) continue;
      // One after the other, so that their finishes ascend too.
      let low = 0, high = booked.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (booked[middle].finish <= start) low = middle + 1;
        else high = middle;
      }
      if (low < booked.length && booked[low].start < finish) return this.clash(booked[low]);
    }
    for (const { resource, units, capacity } of shared) {
      const booked = this.shared[resource];
      if (!booked) continue;
      const during = this.during(booked, start, finish);
      // Use only rises where a booking starts; ascending, so that those before `start` come first.
      for (let at = 0, last = -Infinity; at < during.length; at++) {
        const moment = Math.max(during[at].start, start);
        if (moment === last) continue;
        last = moment;
        let sum = units, first: Booking | undefined;
        for (let other = 0; other < during.length; other++) {
          const one = during[other];
          if (one.start > moment) break;
          if (one.finish <= moment) continue;
          sum += one.units;
          if (!first || one.finish < first.finish || one.finish === first.finish && one.job < first.job) first = one;
        }
        if (first && sum > capacity) return this.clash(first);
      }
    }
    return false;
  }

  book(job: number, { work, alone, shared }: Job, start: number): void {
    const finish = start + work;
    for (const use of alone) insert(this.alone[use] ??= [], { start, finish, units: 1, job });
    for (const { resource, units } of shared) insert(this.shared[resource] ??= [], { start, finish, units, job });
  }

  private during(booked: Booking[], start: number, finish: number): Booking[] {
    const found: Booking[] = [];
    for (let at = 0; at < booked.length && booked[at].start < finish; at++) {
      if (booked[at].finish > start) found.push(booked[at]);
    }
    return found;
  }

  private clash({ finish, job }: Booking): true {
    this.until = finish;
    this.by = job;
    return true;
  }
}

function insert(booked: Booking[], booking: Booking): void {
  let at = booked.length;
  booked.push(booking);
  for (; at > 0 && booked[at - 1].start > booking.start; at--) booked[at] = booked[at - 1];
  booked[at] = booking;
}

/** A binary heap of jobs. */
class Heap {
  length = 0;
  private readonly jobs: Int32Array;

  constructor(room: number, private readonly isFirst: (a: number, b: number) => boolean) {
    this.jobs = new Int32Array(room);
  }

  push(job: number): void {
    const { jobs, isFirst } = this;
    let at = this.length++;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isFirst(job, jobs[parent])) break;
      jobs[at] = jobs[parent];
      at = parent;
    }
    jobs[at] = job;
  }

  pop(): number {
    const { jobs, isFirst } = this, first = jobs[0], job = jobs[--this.length];
    let at = 0;
    for (let child = 1; child < this.length; child = 2 * at + 1) {
      if (child + 1 < this.length && isFirst(jobs[child + 1], jobs[child])) child++;
      if (!isFirst(jobs[child], job)) break;
      jobs[at] = jobs[child];
      at = child;
    }
    jobs[at] = job;
    return first;
  }
}
