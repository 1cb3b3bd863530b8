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
 * Those that have to start soonest first, then by position, but none before what it waits for. All should be finished by
 * `end`.
 */
export function place(jobs: Job[], around: Surroundings, turned: boolean, end: number): Placed {
  const { predecessors, successors } = around;
  const before = turned ? successors : predecessors;
  const number = new Int32Array(before.start.length - 1).fill(-1);
  for (let job = 0; job < jobs.length; job++) number[jobs[job].task] = job;
  const latest = latestStarts(jobs, before, number, turned, end);
  let left = jobs.map((_, job) => job).sort((a, b) => latest[a] - latest[b]);
  const placing = new Placing(jobs, around, before, number, turned), waits = new Uint8Array(jobs.length).fill(1);
  const isWaiting = (job: number) => {
    const { task } = jobs[job];
    for (let l = before.start[task]; l < before.start[task + 1]; l++) {
      const other = number[before.other[l]];
      if (other >= 0 && waits[other]) return true;
    }
    return false;
  };
  while (left.length > 0) {
    left = left.filter((job) => {
      if (isWaiting(job)) return true;
      waits[job] = 0;
      placing.put(job);
      return false;
    });
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
function latestStarts(jobs: Job[], before: Links, number: Int32Array, turned: boolean, end: number): Float64Array {
  const latest = Float64Array.from(jobs, ({ ceiling, work }) => Math.min(ceiling, end, FAR) - work);
  for (let changed = true; changed;) {
    changed = false;
    for (let job = jobs.length - 1; job >= 0; job--) {
      const { task, work } = jobs[job];
      for (let l = before.start[task]; l < before.start[task + 1]; l++) {
        const other = number[before.other[l]];
        if (other < 0) continue;
        const kind = before.kind[l], byStart = turned ? kind === 2 || kind === 3 : kind === 1 || kind === 3;
        const bindsStart = turned ? kind === 0 || kind === 2 : kind < 2;
        const bound = latest[job] + (bindsStart ? 0 : work) - (byStart ? 0 : jobs[other].work) - before.lag[l];
        if (bound >= latest[other]) continue;
        latest[other] = bound;
        changed = true;
      }
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
