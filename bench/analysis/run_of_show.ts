// The run of show as a careful TypeScript author would write it: the peer that
// `events-optimizer` is measured against, as in
// shared/analysis/src/events/run_of_show/{mod,blocks}.rs.

import { conflicts } from "./run_of_show_conflicts.ts";
import {
  clock,
  type Day,
  dayOf,
  type Part,
  type Phase,
  type Plan,
  planOf,
  reach,
  type Request,
  SHOW,
} from "./run_of_show_day.ts";

const NAMES: Phase[] = ["setup", "show", "teardown"];

interface Block {
  id: string;
  phase: Phase | "buffer";
  title: string;
  startsAt: string;
  endsAt: string;
  taskIds: string[];
  ownerId?: string;
  bufferMinutes: number;
}

/** The answer to a request of type `run_of_show`; `present`: the data date of an event that is under way. */
export function runOfShow(request: Request, present: number) {
  const plan = planOf(request, present), day = dayOf(plan);
  plan.axis.followWork(...reach(day));
  const found = conflicts(plan, day);
  return { runOfShow: { blocks: blocks(plan, day), conflicts: found, feasible: found.length === 0 } };
}

/** In order of time, then by part of the day and position. */
function blocks(plan: Plan, { setup, show, teardown, phases, showStarts, showEnds }: Day): Block[] {
  const { event: { name, tasks }, axis, done } = plan, list: [from: number, to: number, block: Block][] = [];
  const time = (minute: number) => new Date(axis.moment(minute)).toISOString();
  const add = (from: number, to: number, block: Omit<Block, "startsAt" | "endsAt">) =>
    list.push([from, to, { ...block, startsAt: time(from), endsAt: time(to) }]);
  const ofTask = (from: number, to: number, phase: number, task: number) => {
    const { id, name, ownerId } = tasks[task];
    add(from, to, { id, phase: NAMES[phase], title: name ?? id, taskIds: [id], ownerId, bufferMinutes: 0 });
  };
  const tasksOf = (part: Part) => {
    let last = -Infinity;
    part.jobs.forEach(({ task }, job) => {
      const [from, to] = clock(plan, part, job);
      if (to > last) last = to;
      ofTask(from, to, part.phase, task);
    });
    return last;
  };
  const buffer = (id: string, title: string, from: number, to: number, bufferMinutes: number) =>
    add(from, Math.max(from, to), { id, phase: "buffer", title, taskIds: [], bufferMinutes });
  const ready = tasksOf(setup);
  tasksOf(show);
  const gone = tasksOf(teardown);
  for (let task = 0; task < tasks.length; task++) {
    if (done[task] === 0) continue;
    const { actualStart, actualFinish } = tasks[task];
    const really = (date: string | undefined, planned: number) =>
      date == null ? planned : axis.minuteUntil(Date.parse(date));
    const to = really(actualFinish, axis.finishOf(plan.finish[task]));
    ofTask(Math.min(really(actualStart, axis.startOf(plan.begin[task])), to), to, phases[task], task);
  }
  if (!phases.includes(SHOW)) {
    const title = name ?? "Show";
    add(showStarts, showEnds, { id: "show", phase: "show", title, taskIds: [], bufferMinutes: 0 });
  }
  if (setup.jobs.length > 0) buffer("buffer-setup", "Buffer before the show", ready, showStarts, setup.buffer);
  if (teardown.jobs.length > 0) {
    const to = axis.finishOf(axis.workAt(gone) + teardown.buffer);
    buffer("buffer-teardown", "Buffer after the teardown", gone, to, teardown.buffer);
  }
  return list.sort(([a, c], [b, d]) => a - b || c - d).map(([, , block]) => block);
}
