// The run of show as a careful TypeScript author would write it: the peer that
// `events-optimizer` is measured against, for plans that are not under way.

import { conflicts } from "./run_of_show_conflicts.ts";
import {
  clock,
  type Day,
  dayOf,
  type Event,
  type Part,
  type Phase,
  type Plan,
  planOf,
  reach,
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

/** The answer to a request of type `run_of_show`. */
export function runOfShow({ event }: { event: Event }) {
  const plan = planOf(event), day = dayOf(plan);
  plan.axis.followWork(...reach(day));
  const found = conflicts(plan, day);
  return { runOfShow: { blocks: blocks(plan, day), conflicts: found, feasible: found.length === 0 } };
}

/** In order of time, then by part of the day and position. */
function blocks(plan: Plan, { setup, show, teardown, phases, showStarts, showEnds }: Day): Block[] {
  const { event: { name, tasks }, axis } = plan, list: [from: number, to: number, block: Block][] = [];
  const time = (minute: number) => new Date(axis.moment(minute)).toISOString();
  const add = (from: number, to: number, block: Omit<Block, "startsAt" | "endsAt">) =>
    list.push([from, to, { ...block, startsAt: time(from), endsAt: time(to) }]);
  const tasksOf = (part: Part) => {
    let last = -Infinity;
    part.jobs.forEach(({ task }, job) => {
      const [from, to] = clock(plan, part, job), { id, name, ownerId } = tasks[task];
      if (to > last) last = to;
      add(from, to, { id, phase: NAMES[part.phase], title: name ?? id, taskIds: [id], ownerId, bufferMinutes: 0 });
    });
    return last;
  };
  const buffer = (id: string, title: string, from: number, to: number, bufferMinutes: number) =>
    add(from, Math.max(from, to), { id, phase: "buffer", title, taskIds: [], bufferMinutes });
  const ready = tasksOf(setup);
  tasksOf(show);
  const gone = tasksOf(teardown);
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
