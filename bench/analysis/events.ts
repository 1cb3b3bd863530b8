// What `events-optimizer` is measured against: staffing, the run of show, of plans
// that are not under way the critical path, and a levelled schedule of those that
// keep no calendar either.

import { criticalPath, type Request, type Task } from "./critical_path.ts";
import { runOfShow } from "./run_of_show.ts";
import type { Request as Show } from "./run_of_show_day.ts";
import { level } from "./schedule.ts";
import { type Staffed, staffing } from "./staffing.ts";

type Demanding = Task & { demands?: Record<string, number> };

interface Levelled extends Request {
  event: { startsAt: string; tasks: Demanding[]; resources?: { id: string; capacity: number }[] };
  scheduleBudget?: number;
}

export function events(input: Levelled & Staffed & Show & { analysisType: string }, now: number) {
  if (input.analysisType === "staffing") return staffing(input, now);
  if (input.analysisType === "run_of_show") return runOfShow(input, now);
  return input.analysisType === "schedule" ? schedule(input) : criticalPath(input);
}

function schedule({ event: { tasks, resources = [] }, scheduleBudget = 1000, seed = 0 }: Levelled) {
  const places = new Map<string, number>();
  tasks.forEach(({ id, durationMinutes }, at) => {
    if (typeof id !== "string" || places.has(id) || !(durationMinutes >= 0)) throw new Error(`event.tasks[${at}]`);
    places.set(id, at);
  });
  const durations = tasks.map(({ durationMinutes }) => durationMinutes);
  const links = tasks.flatMap(({ dependencies = [] }, to) =>
    dependencies.map((one): [number, number, number] => {
      const { taskId, type = "FS", lagMinutes = 0 } = typeof one === "string" ? { taskId: one } : one;
      const from = places.get(taskId);
      if (from === undefined) throw new Error(`unknown: ${taskId}`);
      const fromFinish = type === "FS" || type === "FF", toFinish = type === "FF" || type === "SF";
      return [from, to, lagMinutes + (fromFinish ? durations[from] : 0) - (toFinish ? durations[to] : 0)];
    })
  );
  const demands = tasks.map((task, at) =>
    resources.map(({ id, capacity }) => {
      const demand = task.demands?.[id] ?? 0;
      if (demand > capacity) throw new Error(`event.tasks[${at}].demands.${id}`);
      return demand;
    })
  );
  const capacities = resources.map(({ capacity }) => capacity);
  const { makespan, lowerBound, starts } = level({ durations, links, demands, capacities }, scheduleBudget, seed);
  return {
    schedule: {
      makespanMinutes: makespan,
      lowerBoundMinutes: lowerBound,
      starts: starts.map((startMinutes, at) => ({ taskId: tasks[at].id, startMinutes })),
      optimal: makespan === lowerBound,
    },
  };
}
