// The parts of the day, each placed in its direction, as in
// shared/analysis/src/events/run_of_show/{day,uses}.rs.

import { type Event as Planned, type Plan as Dated, plan, type Planned as Activity } from "./plan.ts";
import { CELLS, quantiles } from "./risk.ts";
import {
  anyOrder,
  chain,
  type Job,
  type Links,
  place,
  type Placed,
  type Share,
  type Surroundings,
} from "./run_of_show_place.ts";

export type Phase = "setup" | "show" | "teardown";
export const SETUP = 0, SHOW = 1, TEARDOWN = 2;
const PHASES: Record<Phase, number> = { setup: SETUP, show: SHOW, teardown: TEARDOWN };

const MOST_TASKS = 500, LEAST_BUFFER = 5, MOST_ORDERED = 7;

export type Task = Activity & {
  name?: string;
  phase?: Phase;
  ownerId?: string;
  location?: string;
  demands?: Record<string, number>;
};

export type Event = Planned<Task> & { name?: string; resources?: { id: string; capacity: number }[] };
export type Request = { event: Event; now?: string };

export interface Plan extends Surroundings, Dated {
  event: Event;
  /** How many people there are to use; their numbers come before those of places. */
  people: number;
  alone: number[][];
  shared: Share[][];
  /** By task: the square of what it may take longer than its median, nine times of ten; NaN where nobody asked yet. */
  lateness: Float64Array;
  /** By the mode's place: how far the ninth decile is from the median. */
  spreads: Map<number, number>;
}

/** Setup and teardown are on the working axis, setup turned round; the show is on the clock. */
export interface Part {
  phase: number;
  jobs: Job[];
  placed: Placed;
  buffer: number;
  /** Where the part, its buffer included, has to end. */
  end: number;
}

export interface Day {
  setup: Part;
  show: Part;
  teardown: Part;
  phases: Uint8Array;
  /** On the clock. */
  opensAt: number;
  showStarts: number;
  showEnds: number;
}

export function planOf({ event, now }: Request, present: number): Plan {
  const { tasks, crew = [], resources = [] } = event;
  if (tasks.length > MOST_TASKS) throw new Error(`event.tasks: at most ${MOST_TASKS}`);
  const dated = plan(event, now, present), { network, positions } = dated;
  const resourceOf = unique("event.resources", resources);
  unique("event.crew", crew);
  const people = new Map<string, number>(), places = new Map<string, number>();
  const alone = tasks.map(({ ownerId }) => ownerId == null ? [] : [number(people, ownerId)]);
  for (const { id, assignedTo } of crew) {
    if (!assignedTo?.length) continue;
    const person = number(people, id);
    for (const task of assignedTo) {
      const at = positions.get(task);
      if (at === undefined) throw new Error(`unknown: ${task}`);
      if (!alone[at].includes(person)) alone[at].push(person);
    }
  }
  tasks.forEach(({ location }, task) => {
    alone[task].sort((a, b) => a - b);
    if (location != null) alone[task].push(people.size + number(places, location));
  });
  const shared = tasks.map(({ demands }) => {
    if (!demands) return [];
    return Object.keys(demands).sort().flatMap((id): Share[] => {
      const resource = resourceOf.get(id), units = demands[id];
      if (resource === undefined) throw new Error(`unknown: ${id}`);
      const { capacity } = resources[resource];
      // What no capacity can serve is a conflict of its own.
      return units > 0 && units <= capacity ? [{ resource, units, capacity }] : [];
    });
  });
  return {
    ...dated,
    event,
    predecessors: network,
    successors: reversed(network),
    uses: people.size + places.size,
    resources: resources.length,
    people: people.size,
    alone,
    shared,
    lateness: new Float64Array(tasks.length).fill(NaN),
    spreads: new Map(),
  };
}

export function dayOf(plan: Plan): Day {
  const { event: { tasks, access, showAt, endsAt }, axis, floor, done } = plan;
  if (showAt == null) throw new Error("event.showAt: is needed");
  const from = (moment: string) => axis.minuteFrom(Date.parse(moment));
  const until = (moment: string) => axis.minuteUntil(Date.parse(moment));
  const showStarts = from(showAt), phases = phasesOf(plan);
  // The show keeps to the clock; what follows it counts from its end.
  axis.followMinutes(0, showStarts + longestShow(tasks));

  const showJobs = jobsOf(plan, phases, SHOW);
  for (const job of showJobs) {
    const { startNoEarlierThan, finishNoLaterThan } = tasks[job.task];
    job.floor = startNoEarlierThan == null ? showStarts : Math.max(from(startNoEarlierThan), showStarts);
    job.ceiling = finishNoLaterThan == null ? Infinity : until(finishNoLaterThan);
  }
  const closes = Math.min(endsAt == null ? Infinity : until(endsAt), access ? until(access.to) : Infinity);
  const show = part(plan, SHOW, showJobs, closes);
  const showEnds = showJobs.length > 0 ? Math.max(...show.placed.finish) : showStarts;

  // By task: when those that have their dates start and finish, on the working axis.
  const starts = new Float64Array(tasks.length).fill(NaN), finishes = new Float64Array(tasks.length);
  showJobs.forEach(({ task }, job) => {
    starts[task] = axis.workAt(show.placed.start[job]);
    finishes[task] = axis.workAt(show.placed.finish[job]);
  });
  const ceilingOf = ({ finishNoLaterThan }: Task) =>
    finishNoLaterThan == null ? Infinity : axis.workAt(until(finishNoLaterThan));
  const opensAt = access ? from(access.from) : -Infinity;
  const opens = access ? Math.max(axis.workAt(opensAt), 0) : 0, beforeShow = axis.workAt(showStarts);
  const setupJobs = jobsOf(plan, phases, SETUP);
  const begun = new Float64Array(tasks.length).fill(NaN), over = new Float64Array(tasks.length);
  for (let task = 0; task < tasks.length; task++) {
    if (done[task] === 1) [begun[task], over[task]] = [plan.begin[task], plan.finish[task]];
  }
  for (const job of setupJobs) {
    job.ceiling = -Math.max(floor[job.task], opens, earliestAfter(plan.predecessors, job, begun, over));
    const byLinks = latestBefore(plan.successors, job, starts, finishes);
    job.floor = -Math.min(beforeShow, byLinks, ceilingOf(tasks[job.task]));
  }
  const setup = part(plan, SETUP, setupJobs, -opens);
  setupJobs.forEach(({ task }, job) => {
    starts[task] = -setup.placed.finish[job] - setup.buffer;
    finishes[task] = -setup.placed.start[job] - setup.buffer;
  });
  for (let task = 0; task < tasks.length; task++) {
    if (done[task] === 1) [starts[task], finishes[task]] = [begun[task], over[task]];
  }
  const teardownJobs = jobsOf(plan, phases, TEARDOWN), afterShow = axis.workAt(showEnds);
  for (const job of teardownJobs) {
    const byLinks = earliestAfter(plan.predecessors, job, starts, finishes);
    job.floor = Math.max(afterShow, floor[job.task], byLinks);
    job.ceiling = ceilingOf(tasks[job.task]);
  }
  const teardown = part(plan, TEARDOWN, teardownJobs, closes === Infinity ? Infinity : axis.workAt(closes));
  return { setup, show, teardown, phases, opensAt, showStarts, showEnds };
}

/** Jobs placed, with the buffer of the chain that ends last. Few jobs are in time if any order of them is. */
export function part(plan: Plan, phase: number, jobs: Job[], end: number): Part {
  const turned = phase === SETUP, first = partOf(plan, phase, jobs, end, place(jobs, plan, turned, end));
  if (jobs.length > MOST_ORDERED || isInTime(first)) return first;
  const least = { ...first, buffer: phase === SHOW ? 0 : LEAST_BUFFER };
  const isHopeless = (job: number, finish: number) => isLate(least, job, finish);
  const isGood = (placed: Placed) => isInTime(partOf(plan, phase, jobs, end, placed));
  const placed = anyOrder(jobs, plan, turned, isHopeless, isGood);
  return placed ? partOf(plan, phase, jobs, end, placed) : first;
}

function partOf(plan: Plan, phase: number, jobs: Job[], end: number, placed: Placed): Part {
  const { finish } = placed;
  let buffer = 0;
  if (phase !== SHOW && jobs.length > 0) {
    let last = 0, sum = 0;
    for (let job = 1; job < jobs.length; job++) if (finish[job] >= finish[last]) last = job;
    for (const job of chain(placed, last)) sum += lateness(plan, jobs[job].task);
    buffer = Math.max(Math.ceil(Math.sqrt(sum)), LEAST_BUFFER);
  }
  return { phase, jobs, placed, buffer, end };
}

export function isInTime(part: Part): boolean {
  for (let job = 0; job < part.jobs.length; job++) if (isLate(part, job)) return false;
  return true;
}

export function isLate({ phase, jobs, placed, buffer, end }: Part, job: number, finish = placed.finish[job]): boolean {
  // Setup is pushed away from the show by its buffer, all of it.
  return finish + (phase === SETUP ? buffer : 0) > jobs[job].ceiling || finish + buffer > end;
}

/** From when to when a job is, in minutes on the clock. */
export function clock({ axis }: Plan, { phase, jobs, placed, buffer }: Part, job: number): [number, number] {
  let start = placed.start[job], finish = placed.finish[job];
  if (phase === SHOW) return [start, finish];
  if (phase === SETUP) [start, finish] = [-finish - buffer, -start - buffer];
  const end = axis.finishOf(finish);
  return [jobs[job].work === 0 ? end : axis.startOf(start), end];
}

/** The first and last position on the working axis that will be shown. */
export function reach({ setup, teardown }: Day): [number, number] {
  const first = -Math.max(0, ...setup.placed.finish), before = -Math.min(0, ...setup.placed.start);
  return [first - setup.buffer, Math.max(0, before, ...teardown.placed.finish) + teardown.buffer];
}

/** The given part of the day; else teardown after the show or other teardown, and setup before. */
function phasesOf({ event: { tasks }, network: { order, start, other } }: Plan): Uint8Array {
  const phases = new Uint8Array(tasks.length);
  for (const task of order) {
    const { phase } = tasks[task];
    if (phase != null) {
      phases[task] = PHASES[phase];
      continue;
    }
    for (let l = start[task]; l < start[task + 1]; l++) if (phases[other[l]] !== SETUP) phases[task] = TEARDOWN;
  }
  return phases;
}

/** The unfinished work of a part of the day. */
function jobsOf({ work, done, alone, shared }: Plan, phases: Uint8Array, phase: number): Job[] {
  const jobs: Job[] = [];
  for (let task = 0; task < phases.length; task++) {
    if (phases[task] !== phase || done[task] === 1) continue;
    jobs.push({ task, work: work[task], floor: 0, ceiling: 0, alone: alone[task], shared: shared[task] });
  }
  return jobs;
}

/** More than the show can take, in minutes. */
function longestShow(tasks: Task[]): number {
  let sum = 0;
  for (const { phase, durationMinutes, dependencies = [] } of tasks) {
    if (phase !== "show") continue;
    sum += durationMinutes;
    for (const one of dependencies) if (typeof one !== "string") sum += Math.max(one.lagMinutes ?? 0, 0);
  }
  return sum;
}

/** The latest finish that links to tasks with dates allow. */
function latestBefore(links: Links, { task, work }: Job, starts: Float64Array, finishes: Float64Array): number {
  let latest = Infinity;
  for (let l = links.start[task]; l < links.start[task + 1]; l++) {
    const other = links.other[l], kind = links.kind[l];
    const bound = (kind < 2 ? starts : finishes)[other] - links.lag[l] + (kind === 1 || kind === 3 ? work : 0);
    if (!Number.isNaN(starts[other]) && bound < latest) latest = bound;
  }
  return latest;
}

/** The earliest start that links from tasks with dates allow. */
function earliestAfter(links: Links, { task, work }: Job, starts: Float64Array, finishes: Float64Array): number {
  let earliest = -Infinity;
  for (let l = links.start[task]; l < links.start[task + 1]; l++) {
    const other = links.other[l], kind = links.kind[l];
    const bound = (kind === 1 || kind === 3 ? starts : finishes)[other] + links.lag[l] - (kind < 2 ? 0 : work);
    if (!Number.isNaN(starts[other]) && bound > earliest) earliest = bound;
  }
  return earliest;
}

/** See `Plan.lateness` (Newbold 1998). */
function lateness({ event: { tasks }, work, lateness, spreads }: Plan, task: number): number {
  if (!Number.isNaN(lateness[task])) return lateness[task];
  const { durationMinutes: likely, optimisticMinutes, pessimisticMinutes } = tasks[task];
  const least = optimisticMinutes ?? likely, range = Math.max((pessimisticMinutes ?? likely) - least, 0);
  if (range === 0) return lateness[task] = 0;
  const mode = Math.floor((likely - least) / range * CELLS + 0.5);
  let spread = spreads.get(mode);
  if (spread === undefined) {
    const table = quantiles(mode / CELLS);
    const at = (u: number) => {
      const scaled = u * CELLS, cell = Math.floor(scaled), low = table[cell];
      return low + (scaled - cell) * (table[cell + 1] - low);
    };
    spreads.set(mode, spread = at(0.9) - at(0.5));
  }
  // What is likely to take no time may still take some.
  const late = range * spread * (likely === 0 ? 1 : Math.min(work[task] / likely, 1));
  return lateness[task] = late * late;
}

/** The same links seen from their other ends. */
function reversed({ start, other, kind, lag }: Links): Links {
  const count = start.length - 1, to = new Int32Array(count + 1);
  for (const task of other) to[task + 1]++;
  for (let task = 0; task < count; task++) to[task + 1] += to[task];
  const next = to.slice(), turned = { start: to, other: other.slice(), kind: kind.slice(), lag: lag.slice() };
  for (let task = 0; task < count; task++) {
    for (let l = start[task]; l < start[task + 1]; l++) {
      const at = next[other[l]]++;
      turned.other[at] = task;
      turned.kind[at] = kind[l];
      turned.lag[at] = lag[l];
    }
  }
  return turned;
}

function number(known: Map<string, number>, name: string): number {
  const found = known.get(name) ?? known.size;
  known.set(name, found);
  return found;
}

function unique(field: string, rows: { id: string }[]): Map<string, number> {
  const positions = new Map(rows.map(({ id }, at) => [id, at]));
  if (positions.size < rows.length) throw new Error(`${field}: an id is there twice`);
  return positions;
}
