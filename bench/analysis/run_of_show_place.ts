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

/** Later than any day, and exact. */
const FAR = 2 ** 40;

/**
 * Of those that may be placed next, the one that has to start soonest first, then by position. All should be finished by
 * `end`.
 */
export function place(jobs: Job[], around: Surroundings, turned: boolean, end: number): Placed {
  const { predecessors, successors } = around, count = jobs.length;
  const before = turned ? successors : predecessors, after = turned ? predecessors : successors;
  const number = new Int32Array(before.start.length - 1).fill(-1);
  for (let job = 0; job < count; job++) number[jobs[job].task] = job;
  const waiting = new Int32Array(count);
  for (let job = 0; job < count; job++) {
    const { task } = jobs[job];
    for (let l = before.start[task]; l < before.start[task + 1]; l++) if (number[before.other[l]] >= 0) waiting[job]++;
  }
  const latest = latestStarts(jobs, before, after, number, waiting, turned, end);
  const isFirst = (a: number, b: number) => latest[a] < latest[b] || latest[a] === latest[b] && a < b;
  const ready = new Heap(count, isFirst);
  for (let job = 0; job < count; job++) if (waiting[job] === 0) ready.push(job);
  const placing = new Placing(jobs, around, before, number, turned);
  while (ready.length > 0) {
    const job = ready.pop(), { task } = jobs[job];
    placing.put(job);
    for (let l = after.start[task]; l < after.start[task + 1]; l++) {
      const next = number[after.other[l]];
      if (next >= 0 && --waiting[next] === 0) ready.push(next);
    }
  }
  return placing.placed;
}

/** The first placing in any order that the links allow that is good; orders that place a late job are left out. */
export function anyOrder(
  jobs: Job[],
  around: Surroundings,
  turned: boolean,
  isLate: (job: number, finish: number) => boolean,
  isGood: (placed: Placed) => boolean,
): Placed | undefined {
  const before = turned ? around.successors : around.predecessors;
  const number = new Int32Array(before.start.length - 1).fill(-1);
  for (let job = 0; job < jobs.length; job++) number[jobs[job].task] = job;
  const placing = new Placing(jobs, around, before, number, turned), all = (1 << jobs.length) - 1;
  const may = (job: number, done: number) => {
    const { task } = jobs[job];
    for (let l = before.start[task]; l < before.start[task + 1]; l++) {
      const other = number[before.other[l]];
      if (other >= 0 && (done >> other & 1) === 0) return false;
    }
    return true;
  };
  const goesOn = (done: number): boolean => {
    if (done === all) return isGood(placing.placed);
    for (let job = 0; job < jobs.length; job++) {
      if (done >> job & 1 || !may(job, done)) continue;
      placing.put(job);
      if (!isLate(job, placing.placed.finish[job]) && goesOn(done | 1 << job)) return true;
      placing.takeBack(job);
    }
    return false;
  };
  return goesOn(0) ? placing.placed : undefined;
}

/** Jobs being placed, one after the other. */
class Placing {
  readonly placed: Placed;
  private readonly used: InUse;

  constructor(
    private readonly jobs: Job[],
    around: Surroundings,
    private readonly before: Links,
    private readonly number: Int32Array,
    private readonly turned: boolean,
  ) {
    const { length } = jobs;
    const boundBy = new Int32Array(length).fill(-1);
    this.placed = { start: new Float64Array(length), finish: new Float64Array(length), boundBy };
    this.used = new InUse(around);
  }

  put(job: number): void {
    const { jobs, before, number, turned, used, placed: { start, finish, boundBy } } = this;
    const given = jobs[job], { task, work } = given;
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
  }

  takeBack(job: number): void {
    if (this.jobs[job].work > 0) this.used.free(job, this.jobs[job]);
  }
}

/** The chain of jobs that makes the given one as late as it is, first to last. */
export function chain({ boundBy }: Placed, last: number): number[] {
  const found = [];
  for (let job = last; job >= 0; job = boundBy[job]) found.push(job);
  return found.reverse();
}

/** When each job has to start at the latest, if nothing it uses were short. */
function latestStarts(
  jobs: Job[],
  before: Links,
  after: Links,
  number: Int32Array,
  waits: Int32Array,
  turned: boolean,
  end: number,
): Float64Array {
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
  const latest = Float64Array.from(jobs, ({ ceiling, work }) => Math.min(ceiling, end, FAR) - work);
  for (let done = found - 1; done >= 0; done--) {
    const job = order[done], { task, work } = jobs[job];
    for (let l = before.start[task]; l < before.start[task + 1]; l++) {
      const other = number[before.other[l]];
      if (other < 0) continue;
      const kind = before.kind[l], byStart = turned ? kind === 2 || kind === 3 : kind === 1 || kind === 3;
      const bindsStart = turned ? kind === 0 || kind === 2 : kind < 2;
      const bound = latest[job] + (bindsStart ? 0 : work) - (byStart ? 0 : jobs[other].work) - before.lag[l];
      if (bound < latest[other]) latest[other] = bound;
    }
  }
  return latest;
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

  free(job: number, { alone, shared }: Job): void {
    const without = (booked: Booking[]) => booked.filter((one) => one.job !== job);
    for (const use of alone) this.alone[use] = without(this.alone[use]);
    for (const { resource } of shared) this.shared[resource] = without(this.shared[resource]);
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
