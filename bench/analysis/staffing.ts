// Who is missing when, who is asked for too much, and who could step in, as in
// shared/analysis/src/events/staffing/mod.rs.

import { type Event, plan } from "./plan.ts";
import { conflictsOf, KINDS, MOST_CONFLICTS } from "./staffing_duty.ts";
import { Presence } from "./staffing_presence.ts";
import { suggest } from "./staffing_suggest.ts";
import { MOST_NAMED, sweep } from "./staffing_sweep.ts";

type CrewConflict = { crewId: string; kind: string; from: string; to: string; taskIds: string[] };
export type Staffed = { event: Event; now?: string };

/** The answer to a request of type `staffing`; `present`: the data date of an event that is under way. */
export function staffing({ event, now }: Staffed, present: number) {
  const { tasks, crew = [] } = event, planned = plan(event, now, present), presence = new Presence(event, planned);
  const { rows, missing } = sweep(presence), chosen = suggest(crew, presence, missing);
  const { needs, firstNeed, roles } = presence;
  const written = new Map<number, string>();
  const moment = (minute: number) => {
    let text = written.get(minute);
    if (text === undefined) written.set(minute, text = new Date(planned.axis.moment(minute)).toISOString());
    return text;
  };
  const rank = new Int32Array(roles.length);
  const named = roles.map((_, role) => role).sort((a, b) => roles[a] < roles[b] ? -1 : 1);
  named.forEach((role, at) => rank[role] = at);
  rows.sort((a, b) => rank[a.role] - rank[b.role]);
  const gaps = rows.map((row) => {
    const suggestions = [];
    for (const task of row.tasks) {
      for (let need = firstNeed[task]; need < firstNeed[task + 1]; need++) {
        if (needs[need].role !== row.role) continue;
        for (const person of chosen[need]) suggestions.push({ crewId: crew[person].id, taskId: tasks[task].id });
      }
    }
    const { required, assigned } = row, role = roles[row.role];
    const taskIds = row.tasks.map((task) => tasks[task].id), gap = Math.max(required - assigned, 0);
    return { role, from: moment(row.from), to: moment(row.to), required, assigned, gap, taskIds, suggestions };
  });
  const conflicts: CrewConflict[] = [];
  for (let person = 0; person < crew.length; person++) {
    const left = MOST_CONFLICTS - conflicts.length;
    for (const { from, to, kind, tasks: named } of conflictsOf(presence, person, left).slice(0, left)) {
      const taskIds = named.slice(0, MOST_NAMED).map((task) => tasks[task].id);
      conflicts.push({ crewId: crew[person].id, kind: KINDS[kind], from: moment(from), to: moment(to), taskIds });
    }
  }
  return { staffing: gaps, crewConflicts: conflicts };
}
