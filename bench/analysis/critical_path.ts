// The critical path as a careful TypeScript author would write it: the peer that
// `events-optimizer` is measured against, with the same fields, for plans that
// are not under way and have no dates of their own.

import { risk } from "./risk.ts";
import { type Calendar, WorkingTime } from "./working_time.ts";
import { Zone } from "./zone.ts";

type Kind = "FS" | "SS" | "FF" | "SF";
type Dependency = string | { taskId: string; type?: Kind; lagMinutes?: number };
export type Task = {
  id: string;
  durationMinutes: number;
  optimisticMinutes?: number;
  pessimisticMinutes?: number;
  dependencies?: Dependency[];
};
export type Network = {
  work: Float64Array;
  start: Int32Array; // links of task i: start[i] .. start[i + 1]
  other: Int32Array;
  kind: Uint8Array;
  lag: Float64Array;
  order: Int32Array;
  positions: Map<string, number>;
};
const KINDS: Record<Kind, number> = { FS: 0, SS: 1, FF: 2, SF: 3 };

export function read(tasks: Task[]): Network {
  const count = tasks.length;
  const positions = new Map<string, number>();
  for (let i = 0; i < count; i++) {
    const { id, durationMinutes } = tasks[i];
    if (typeof id !== "string" || !(durationMinutes >= 0)) throw new Error(`tasks[${i}]`);
    if (positions.has(id)) throw new Error(`tasks[${i}].id`);
    positions.set(id, i);
  }
  let links = 0;
  for (const task of tasks) links += task.dependencies?.length ?? 0;
  const work = new Float64Array(count);
  const start = new Int32Array(count + 1);
  const other = new Int32Array(links);
  const kind = new Uint8Array(links);
  const lag = new Float64Array(links);
  const waiting = new Int32Array(count);
  const next = new Int32Array(count + 1);
  let at = 0;
  for (let i = 0; i < count; i++) {
    work[i] = tasks[i].durationMinutes;
    for (const dependency of tasks[i].dependencies ?? []) {
      const plain = typeof dependency === "string";
      const before = positions.get(plain ? dependency : dependency.taskId);
      if (before === undefined) throw new Error("unknown task");
      other[at] = before;
      kind[at] = plain ? 0 : KINDS[dependency.type ?? "FS"];
      lag[at] = plain ? 0 : dependency.lagMinutes ?? 0;
      next[before + 1]++;
      at++;
    }
    start[i + 1] = at;
    waiting[i] = at - start[i];
  }
  for (let i = 0; i < count; i++) next[i + 1] += next[i];
  const fill = next.slice();
  const successor = new Int32Array(links);
  for (let i = 0; i < count; i++) {
    for (let l = start[i]; l < start[i + 1]; l++) successor[fill[other[l]]++] = i;
  }
  const order = new Int32Array(count);
  let found = 0;
  for (let i = 0; i < count; i++) if (waiting[i] === 0) order[found++] = i;
  for (let done = 0; done < found; done++) {
    const task = order[done];
    for (let l = next[task]; l < next[task + 1]; l++) {
      if (--waiting[successor[l]] === 0) order[found++] = successor[l];
    }
  }
  if (found < count) throw new Error("cycle");
  return { work, start, other, kind, lag, order, positions };
}

export type Request = {
  event: { startsAt: string; timeZone?: string; calendar?: Calendar; tasks: Task[] };
  seed?: number;
};

/** How much longer a bottleneck is imagined to take. */
const MORE_MINUTES = 60;

/** The answer to a request of type `critical_path`. */
export function criticalPath({ event, seed }: Request) {
  const { tasks, calendar, timeZone } = event, startsAt = Date.parse(event.startsAt);
  const zone = calendar && timeZone != null ? Zone.around(startsAt, timeZone) : Zone.utc;
  const axis = new WorkingTime(calendar, zone, startsAt);
  const network = read(tasks);
  const { work, start, other, kind, lag, order } = network;
  const count = tasks.length;
  const begin = new Float64Array(count);
  const free = new Float64Array(count);
  const driver = new Int32Array(count).fill(-1);
  let end = 0;
  let last = -1;
  for (const task of order) {
    let from = 0, unbound = 0, by = -1;
    for (let l = start[task]; l < start[task + 1]; l++) {
      const before = other[l];
      const k = kind[l];
      let bound = begin[before] + lag[l];
      if (k === 0 || k === 2) bound += work[before];
      if (k >= 2) bound -= work[task];
      else if (bound > unbound) unbound = bound;
      if (bound > from || (bound === from && by < 0)) {
        from = bound;
        by = before;
      }
    }
    begin[task] = from;
    free[task] = unbound;
    driver[task] = by;
    if (from + work[task] >= end) {
      end = from + work[task];
      last = task;
    }
  }
  const late = new Float64Array(count).fill(end);
  const own = new Float64Array(count).fill(end);
  const slack = new Float64Array(count);
  for (let i = 0; i < count; i++) slack[i] = end - begin[i] - work[i];
  for (let o = count - 1; o >= 0; o--) {
    const task = order[o];
    for (let l = start[task]; l < start[task + 1]; l++) {
      const before = other[l];
      const k = kind[l];
      const latest = (k < 2 ? late[task] - work[task] : late[task]) - lag[l];
      const early = (k < 2 ? begin[task] : begin[task] + work[task]) - lag[l];
      if (k === 0 || k === 2) {
        if (latest < late[before]) late[before] = latest;
        if (latest < own[before]) own[before] = latest;
        const gap = early - begin[before] - work[before];
        if (gap < slack[before]) slack[before] = gap;
      } else {
        if (latest + work[before] < late[before]) late[before] = latest + work[before];
        const gap = early - begin[before];
        if (gap < slack[before]) slack[before] = gap;
      }
    }
  }
  const path: string[] = [];
  for (let task = last; task >= 0; task = driver[task]) path.push(tasks[task].id);
  path.reverse();
  const costs: [number, number][] = [];
  for (let i = 0; i < count; i++) {
    const cost = Math.max(free[i] + work[i] + MORE_MINUTES, begin[i] + work[i]) - own[i];
    if (cost > 0) costs.push([cost, i]);
  }
  costs.sort(([a, i], [b, j]) => b - a || work[j] - work[i] || i - j);
  const chances = risk(tasks, network, seed ?? 0);
  let first = 0;
  for (let i = 0; i < count; i++) if (late[i] - work[i] < first) first = late[i] - work[i];
  axis.followWork(first, Math.max(chances?.last ?? 0, end) + MORE_MINUTES);
  let minutes = 0;
  const dates = tasks.map(({ id }, i) => {
    // A milestone belongs to what it follows, or else opens what comes.
    const opens = work[i] === 0 && driver[i] < 0, ends = work[i] === 0 && !opens;
    const finish = begin[i] + work[i], start = late[i] - work[i], float = late[i] - finish;
    const earlyStart = ends ? axis.finishOf(begin[i]) : axis.startOf(begin[i]);
    const earlyFinish = Math.max(opens ? axis.startOf(finish) : axis.finishOf(finish), earlyStart);
    if (earlyFinish > minutes) minutes = earlyFinish;
    return {
      taskId: id,
      earlyStart,
      earlyFinish,
      lateStart: ends ? axis.finishOf(start) : axis.startOf(start),
      lateFinish: opens ? axis.startOf(late[i]) : axis.finishOf(late[i]),
      totalFloat: float,
      freeFloat: slack[i],
      isCritical: float <= 0,
      drivenBy: driver[i] < 0 ? undefined : tasks[driver[i]].id,
    };
  });
  return {
    criticalPath: {
      durationMinutes: minutes,
      finishAt: new Date(axis.moment(minutes)).toISOString(),
      path,
      tasks: dates,
      bottlenecks: costs.slice(0, 50).map(([cost, i]) => {
        const moved = axis.finishOf(end + cost) - axis.finishOf(end);
        return {
          taskId: tasks[i].id,
          delayImpactMinutes: moved,
          reason: `one more hour here moves the finish by ${moved} min`,
        };
      }),
      blockedTasks: [],
      risk: chances && {
        p50: axis.finishOf(chances.p50),
        p80: axis.finishOf(chances.p80),
        p95: axis.finishOf(chances.p95),
        criticality: chances.criticality,
        samples: chances.samples,
      },
      warnings: [],
    },
  };
}
