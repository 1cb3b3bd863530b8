// What of a day cannot be kept, as in
// shared/analysis/src/events/run_of_show/conflicts.rs.

import { clock, type Day, isInTime, isLate, type Part, part, type Plan } from "./run_of_show_day.ts";
import { chain, type Job } from "./run_of_show_place.ts";

const MOST_SETS = 3, MOST_LISTED = 200, MOST_FILTERED = 200;
const WHAT = [
  "do not fit between the opening and the show",
  "do not fit between the start of the show and the closing",
  "do not fit between the show and the closing",
];
const ALONE: Record<string, string> = {
  window: "",
  person: ", as they need the same people",
  location: ", as they need the same place",
  resource: ", as they need the same resource",
};

export interface Conflict {
  kind: "window" | "person" | "location" | "resource" | "order";
  taskIds: string[];
  reason: string;
}

export function conflicts(plan: Plan, day: Day): Conflict[] {
  const { setup, show, teardown } = day, list = [...outOfOrder(plan, day), ...beyondCapacity(plan)];
  for (const one of [setup, show, teardown]) tooLate(plan, one, list);
  const { opensAt, showStarts } = day;
  if (showStarts < opensAt) {
    const early = show.jobs.filter((_, job) => show.placed.start[job] < opensAt);
    const reason = "the show begins before the venue opens";
    list.push({ kind: "window", taskIds: ids(plan, early), reason });
  }
  return list.concat(notThere(plan, day));
}

const ids = ({ event: { tasks } }: Plan, jobs: Job[]) => jobs.map(({ task }) => tasks[task].id);

/** Disjoint sets of jobs of one part that cannot be finished in time. */
function tooLate(plan: Plan, whole: Part, list: Conflict[]): void {
  let rest = whole;
  for (let sets = 0; sets < MOST_SETS; sets++) {
    const late = rest.jobs.findIndex((_, job) => isLate(rest, job));
    if (late < 0) return;
    const cause = smallest(plan, rest, late), kind = kindOf(plan, rest, cause);
    const reason = `these tasks and their buffer ${WHAT[whole.phase]}${ALONE[kind]}`;
    list.push({ kind, taskIds: ids(plan, cause), reason });
    const named = new Set(cause.map(({ task }) => task));
    rest = part(plan, rest.phase, rest.jobs.filter(({ task }) => !named.has(task)), rest.end);
  }
}

function fits(plan: Plan, { phase, end }: Part, jobs: Job[]): boolean {
  return isInTime(part(plan, phase, jobs, end));
}

/**
 * The deletion filter (Chinneck & Dravnieks 1991): halves, quarters … and at last single jobs are left out, for good where
 * the rest does not fit either, until nobody can be spared.
 */
function smallest(plan: Plan, of: Part, late: number): Job[] {
  let cause = chain(of.placed, late).map((job) => of.jobs[job]);
  if (of.jobs.length <= MOST_FILTERED && fits(plan, of, cause)) cause = of.jobs;
  for (let size = Math.max((cause.length + 1) >> 1, 1);; size = (size + 1) >> 1) {
    const before = cause.length;
    for (let at = 0; at < cause.length;) {
      const fewer = cause.toSpliced(at, size);
      if (fits(plan, of, fewer)) at += size;
      else cause = fewer;
    }
    if (size === 1 && cause.length === before) break;
  }
  return cause.toSorted((a, b) => a.task - b.task);
}

/** What has to be shared for the jobs not to fit; time alone, if they do not even where all can be used twice. */
function kindOf(plan: Plan, of: Part, cause: Job[]): Conflict["kind"] {
  const isPerson = (use: number) => use < plan.people;
  const alone = (keep: (use: number) => boolean) =>
    cause.map((job) => ({ ...job, alone: job.alone.filter((use) => keep(use)) }));
  if (fits(plan, of, alone((use) => !isPerson(use)))) return "person";
  if (fits(plan, of, alone(isPerson))) return "location";
  return fits(plan, of, cause.map((job) => ({ ...job, shared: [] }))) ? "resource" : "window";
}

/** Links from a later part of the day to an earlier one. */
function outOfOrder({ event: { tasks }, predecessors: { start, other } }: Plan, { phases }: Day): Conflict[] {
  const list: Conflict[] = [];
  for (let task = 0; task < tasks.length; task++) {
    for (let l = start[task]; l < start[task + 1]; l++) {
      if (list.length === MOST_LISTED) return list;
      if (phases[other[l]] <= phases[task]) continue;
      const first = tasks[other[l]].id, then = tasks[task].id;
      const reason = `"${then}" waits for "${first}", which comes later in the day`;
      list.push({ kind: "order", taskIds: [first, then], reason });
    }
  }
  return list;
}

/** Tasks that ask for more than there is. */
function beyondCapacity({ event: { tasks, resources = [] } }: Plan): Conflict[] {
  const list: Conflict[] = [];
  for (const { id: task, demands } of tasks) {
    if (!demands) continue;
    for (const { id, capacity } of resources) {
      const units = demands[id] ?? 0;
      if (units <= capacity || list.length === MOST_LISTED) continue;
      const reason = `needs ${units} of "${id}", of which there are ${capacity}`;
      list.push({ kind: "resource", taskIds: [task], reason });
    }
  }
  return list;
}

/** People who are not there when their tasks are. */
function notThere(plan: Plan, { setup, show, teardown }: Day): Conflict[] {
  const { event: { tasks, crew = [] }, axis, positions } = plan, count = tasks.length;
  const starts = new Float64Array(count).fill(NaN), ends = new Float64Array(count);
  for (const one of [setup, show, teardown]) {
    one.jobs.forEach(({ task }, job) => [starts[task], ends[task]] = clock(plan, one, job));
  }
  const people = new Map(crew.map(({ id }, at) => [id, at])), pairs = new Set<number>();
  crew.forEach(({ assignedTo }, at) => assignedTo?.forEach((id) => pairs.add(at * count + positions.get(id)!)));
  tasks.forEach(({ ownerId }, task) => {
    const owner = ownerId == null ? undefined : people.get(ownerId);
    if (owner !== undefined) pairs.add(owner * count + task);
  });
  const list: Conflict[] = [];
  for (const pair of Float64Array.from(pairs).sort()) {
    const task = pair % count, { id, availableFrom, availableTo } = crew[(pair - task) / count];
    const from = availableFrom == null ? -Infinity : axis.minuteFrom(Date.parse(availableFrom));
    const to = availableTo == null ? Infinity : axis.minuteUntil(Date.parse(availableTo));
    if ((starts[task] < from || ends[task] > to) && list.length < MOST_LISTED) {
      list.push({ kind: "person", taskIds: [tasks[task].id], reason: `"${id}" is not there all the time` });
    }
  }
  return list;
}
