// What is asked of each person, as in shared/analysis/src/events/staffing/duty.rs.

import type { Presence } from "./staffing_presence.ts";
import type { Span } from "./working_time.ts";

/** Rest that ends a shift, and the longest shift that leaves such a rest in every 24 hours, in minutes. */
export const REST = 11 * 60, LONGEST_SHIFT = 24 * 60 - REST;
export const MOST_CONFLICTS = 2_000;

/** By number: two places at once, not there, cannot do it, too little rest. */
export const KINDS = ["double_booked", "unavailable", "unskilled", "short_rest"];
export type Conflict = { from: number; to: number; kind: number; tasks: number[] };

/** At least the first `most` of one person's conflicts, by time. */
export function conflictsOf(presence: Presence, person: number, most: number): Conflict[] {
  const tasks = presence.tasksOf[person];
  if (tasks.length === 0 || most === 0) return [];
  const { begins, ends, taskOf, firstStretch } = presence, duties = presence.duties[person];
  const found = doubleBooked(presence, duties, most);
  const there = presence.from[person], gone = presence.until[person];
  for (const duty of duties) {
    const from = begins[duty], to = ends[duty], task = taskOf[duty];
    if (from < there && from < to) found.push({ from, to: Math.min(to, there), kind: 1, tasks: [task] });
    if (gone < to && from < to) found.push({ from: Math.max(from, gone), to, kind: 1, tasks: [task] });
  }
  for (const task of tasks) {
    const first = firstStretch[task], last = firstStretch[task + 1] - 1;
    if (last < first || !presence.isStaffed(task) || presence.wants(task, person)) continue;
    found.push({ from: begins[first], to: ends[last], kind: 2, tasks: [task] });
  }
  for (const [from, to] of shifts(presence, duties)) {
    if (to - from <= LONGEST_SHIFT) continue;
    const during = new Set<number>();
    for (const duty of duties) if (from <= begins[duty] && ends[duty] <= to) during.add(taskOf[duty]);
    found.push({ from, to, kind: 3, tasks: [...during].sort((a, b) => a - b) });
  }
  return found.sort((a, b) => a.from - b.from || a.to - b.to || a.kind - b.kind || compare(a.tasks, b.tasks));
}

/** The first maximal times in which several duties overlap. */
function doubleBooked({ begins, ends, taskOf }: Presence, duties: number[], most: number): Conflict[] {
  const found: Conflict[] = [];
  let latest = -Infinity, overlap = false;
  for (const duty of duties) {
    overlap ||= begins[duty] < latest;
    latest = Math.max(latest, ends[duty]);
  }
  if (!overlap) return found;
  const cuts = new Float64Array(2 * duties.length);
  duties.forEach((duty, at) => {
    cuts[2 * at] = begins[duty];
    cuts[2 * at + 1] = ends[duty];
  });
  cuts.sort();
  let active: number[] = [], coming = 0, last: Conflict | undefined;
  for (let cut = 0; cut + 1 < cuts.length; cut++) {
    const from = cuts[cut], to = cuts[cut + 1];
    if (from === to) continue;
    active = active.filter((duty) => ends[duty] > from);
    while (coming < duties.length && begins[duties[coming]] <= from) active.push(duties[coming++]);
    if (active.length < 2) continue;
    const tasks = active.map((duty) => taskOf[duty]).sort((a, b) => a - b);
    if (last && last.to === from && compare(last.tasks, tasks) === 0) last.to = to;
    else if (found.length === most) break;
    else found.push(last = { from, to, kind: 0, tasks });
  }
  return found;
}

/** Ascending duties as shifts: what no full rest separates. */
function shifts({ begins, ends }: Presence, duties: number[]): Span[] {
  const found: Span[] = [];
  let last: Span | undefined;
  for (const duty of duties) {
    const from = begins[duty], to = ends[duty];
    if (last && from - last[1] < REST) last[1] = Math.max(last[1], to);
    else found.push(last = [from, to]);
  }
  return found;
}

/** The order of two lists of numbers. */
function compare(one: number[], other: number[]): number {
  const length = Math.min(one.length, other.length);
  for (let at = 0; at < length; at++) if (one[at] !== other[at]) return one[at] - other[at];
  return one.length - other.length;
}
