// An event made ready for arithmetic, and its earliest dates, as in
// shared/analysis/src/events/plan.rs and shared/kernels/src/project/critical_path.rs.

import { type Network, read, type Task } from "./critical_path.ts";
import { type Calendar, WorkingTime } from "./working_time.ts";
import { Zone } from "./zone.ts";

type Status = "pending" | "in_progress" | "blocked" | "done";
export type Planned = Task & {
  status?: Status;
  percentComplete?: number;
  actualStart?: string;
  actualFinish?: string;
  startNoEarlierThan?: string;
  finishNoLaterThan?: string;
  staff?: { role: string; count: number }[];
};
export type Person = {
  id: string;
  roles: string[];
  availableFrom?: string;
  availableTo?: string;
  assignedTo?: string[];
};
export type Event<T extends Planned = Planned> = {
  startsAt: string;
  showAt?: string;
  endsAt?: string;
  deadlineAt?: string;
  timeZone?: string;
  tasks: T[];
  crew?: Person[];
  calendar?: Calendar;
  access?: { from: string; to: string };
};

/** By position of the task, on the working axis. */
export type Plan = {
  network: Network;
  positions: Map<string, number>;
  axis: WorkingTime;
  /** Before it nothing more of a task can be done. */
  floor: Float64Array;
  /** Minutes left; of done tasks, all there were. */
  work: Float64Array;
  /** Earliest start and finish, or real ones. */
  begin: Float64Array;
  finish: Float64Array;
  done: Uint8Array;
};

/** `present`: the data date of an event that is under way, where none is given. */
export function plan(event: Event, given: string | undefined, present: number): Plan {
  const { tasks, calendar, timeZone } = event, network = read(tasks);
  const { start, other, kind, lag, order, positions } = network;
  const count = tasks.length, starts = Date.parse(event.startsAt);
  const stages = tasks.map(stage), underWay = stages.some((stage) => stage !== "pending");
  const data = given !== undefined ? Date.parse(given) : underWay ? present : undefined;
  const zone = calendar && timeZone !== undefined ? Zone.around(starts, timeZone) : Zone.utc;
  const axis = new WorkingTime(calendar, zone, starts);
  if (!axis.isAlways) {
    const [first, last] = dates(event, starts, data);
    axis.followMinutes(axis.minuteUntil(first), axis.minuteFrom(last));
  }
  const from = (date: string) => axis.workAt(axis.minuteFrom(Date.parse(date)));
  const until = (date: string) => axis.workAt(axis.minuteUntil(Date.parse(date)));
  const now = data === undefined ? undefined : axis.workAt(axis.minuteFrom(data));

  const work = new Float64Array(count), begin = new Float64Array(count), finish = new Float64Array(count);
  const floors = new Float64Array(count);
  const done = new Uint8Array(count);
  let end = -Infinity;
  for (const task of order) {
    const given = tasks[task], stage = stages[task], duration = given.durationMinutes;
    const earliest = given.startNoEarlierThan == null ? 0 : Math.max(from(given.startNoEarlierThan), 0);
    let started = given.actualStart == null ? undefined : until(given.actualStart);
    const begun = started !== undefined || (given.percentComplete ?? 0) > 0;
    const running = stage === "in_progress" || stage === "blocked" && begun;
    let floor = earliest, left = duration;
    if (running) {
      left = Math.ceil((duration * (100 - (given.percentComplete ?? 0))) / 100);
      started ??= now ?? earliest;
      floor = Math.max(now ?? started + duration - left, started, stage === "blocked" ? earliest : 0);
    } else if (stage !== "done") floor = Math.max(earliest, now ?? 0);
    let at = floor;
    for (let l = start[task]; l < start[task + 1]; l++) {
      const before = other[l], k = kind[l];
      const bound = (k === 0 || k === 2 ? finish[before] : begin[before]) + lag[l] - (k >= 2 ? left : 0);
      if (bound > at) at = bound;
    }
    floors[task] = floor;
    work[task] = left;
    begin[task] = running ? started! : at;
    finish[task] = at + left;
    if (stage === "done") {
      done[task] = 1;
      const finished = given.actualFinish == null ? undefined : until(given.actualFinish);
      if (started !== undefined && finished !== undefined) started = Math.min(started, finished);
      const worked = started === undefined ? at + left : started + left;
      finish[task] = finished ?? Math.min(worked, now ?? Infinity);
      begin[task] = started ?? finish[task] - left;
    }
    if (finish[task] > end) end = finish[task];
  }
  axis.followWork(0, count > 0 ? end : 0);
  return { network, positions, axis, floor: floors, work, begin, finish, done };
}

/** The status, told from the facts where it is not given. */
function stage({ status, percentComplete = 0, actualStart, actualFinish }: Planned): Status {
  if (status) return status;
  if (actualFinish != null || percentComplete >= 100) return "done";
  return actualStart != null || percentComplete > 0 ? "in_progress" : "pending";
}

/** The least and the greatest date of an event, in ms. */
function dates(event: Event, starts: number, now = starts): [first: number, last: number] {
  let first = Math.min(starts, now), last = Math.max(starts, now);
  const look = (...dates: (string | undefined)[]) => {
    for (const date of dates) {
      if (date == null) continue;
      const moment = Date.parse(date);
      if (moment < first) first = moment;
      if (moment > last) last = moment;
    }
  };
  look(event.deadlineAt, event.showAt, event.endsAt, event.access?.from, event.access?.to);
  for (const task of event.tasks) {
    look(task.actualStart, task.actualFinish, task.startNoEarlierThan, task.finishNoLaterThan);
  }
  for (const person of event.crew ?? []) look(person.availableFrom, person.availableTo);
  return [first, last];
}
