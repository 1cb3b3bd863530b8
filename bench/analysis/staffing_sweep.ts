// What each role needs and has, minute for minute, as in
// shared/analysis/src/events/staffing/sweep.rs.

import { notBelow } from "./search.ts";
import type { Presence } from "./staffing_presence.ts";
import { Seats } from "./staffing_seats.ts";

export const MOST_NAMED = 50;
const MOST_GAPS = 2_000, MOST_PAIRS = 40_000_000;

/** A gap by numbers. */
export type Row = {
  role: number;
  from: number;
  to: number;
  required: number;
  assigned: number;
  /** Ascending. */
  tasks: number[];
};

/** The gaps by time, and for each need how many people it lacks at worst. */
export function sweep(presence: Presence): { rows: Row[]; missing: Int32Array } {
  const { needs, firstNeed, roles } = presence, seats = new Seats(presence);
  const missing = new Int32Array(needs.length), rows: Row[] = [], last: (Row | undefined)[] = [];
  const required = new Int32Array(roles.length), assigned = new Int32Array(roles.length);
  const active: number[] = [], short: number[] = [];
  const { cuts, edges } = changes(presence);
  let edge = 0;
  for (let cut = 0; cut + 1 < cuts.length; cut++) {
    const from = cuts[cut], to = cuts[cut + 1];
    for (; edge < edges.length && minuteOf(edges[edge]) <= from; edge++) {
      const task = taskOf(edges[edge]), place = notBelow(active, task), runs = active[place] === task;
      if (begins(edges[edge])) {
        if (!runs) active.splice(place, 0, task);
      } else if (runs) {
        active.splice(place, 1);
        seats.leave(task);
      }
    }
    if (active.length === 0) continue;
    seats.fill(from, to, active);
    required.fill(0);
    assigned.fill(0);
    short.length = 0;
    for (const task of active) {
      for (let need = firstNeed[task]; need < firstNeed[task + 1]; need++) {
        const { role, count } = needs[need], filled = seats.servedBy[need].length;
        seats.work++;
        required[role] += count;
        assigned[role] += filled;
        if (filled === count) continue;
        missing[need] = Math.max(missing[need], count - filled);
        short.push(need);
      }
    }
    for (const need of short) {
      const { role, task } = needs[need], row = last[role];
      const goesOn = row && (row.to === from || row.to === to) && row.required === required[role] &&
        row.assigned === assigned[role];
      if (goesOn) {
        row.to = to;
        const place = notBelow(row.tasks, task);
        if (row.tasks[place] !== task && row.tasks.length < MOST_NAMED) row.tasks.splice(place, 0, task);
      } else if (rows.length < MOST_GAPS) {
        rows.push(last[role] = { role, from, to, required: required[role], assigned: assigned[role], tasks: [task] });
      }
    }
    if (seats.work > MOST_PAIRS) throw new Error(`event.crew.assignedTo: at most ${MOST_PAIRS}`);
  }
  return { rows, missing };
}

// A task begins or pauses at a minute, as one number: by minute, pauses first, then by task.
const TASKS = 1 << 15;
const edgeOf = (minute: number, begins: number, task: number) => (minute * 2 + begins) * TASKS + task;
const minuteOf = (edge: number) => Math.floor(edge / (2 * TASKS));
const begins = (edge: number) => (Math.floor(edge / TASKS) & 1) === 1;
const taskOf = (edge: number) => ((edge % TASKS) + TASKS) % TASKS;

/** The minutes between which nothing changes, and which tasks that need people begin and pause when; ascending. */
function changes(presence: Presence): { cuts: Float64Array; edges: Float64Array } {
  const { taskOf, begins, ends } = presence, found = new Float64Array(2 * taskOf.length);
  let count = 0;
  for (let one = 0; one < taskOf.length; one++) {
    if (!presence.isStaffed(taskOf[one])) continue;
    found[count++] = edgeOf(begins[one], 1, taskOf[one]);
    found[count++] = edgeOf(ends[one], 0, taskOf[one]);
  }
  const edges = found.subarray(0, count).sort(), people = presence.from.length;
  const cuts = new Float64Array(edges.length + 2 * people);
  cuts.set(presence.from, edges.length);
  cuts.set(presence.until, edges.length + people);
  for (let at = 0; at < edges.length; at++) cuts[at] = minuteOf(edges[at]);
  cuts.sort();
  let kept = 0;
  for (const cut of cuts) if (kept === 0 || cuts[kept - 1] !== cut) cuts[kept++] = cut;
  return { cuts: cuts.subarray(0, kept), edges };
}
