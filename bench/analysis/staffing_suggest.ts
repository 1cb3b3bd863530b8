// Who could step in: people matched to places at maximum weight, in rounds, as
// in shared/analysis/src/events/staffing/suggest.rs.

import { type Edge, maxWeight } from "./matching.ts";
import type { Person } from "./plan.ts";
import { LONGEST_SHIFT, REST } from "./staffing_duty.ts";
import type { Duty, Presence } from "./staffing_presence.ts";

const MOST_PLACES = 500, MOST_CANDIDATES = 64, MOST_ROUNDS = 16, MOST_WORK = 20_000_000;

/** Places of one need, and who could fill them, the least versatile first. */
type Opening = { need: number; task: number; from: number; minutes: number; places: number; people: number[] };

/** By need: who could step in, and for each person so many roles. */
export function suggest(crew: Person[], presence: Presence, missing: Int32Array): number[][] {
  const chosen: number[][] = Array.from(missing, () => []);
  let openings = openingsOf(presence, missing);
  if (openings.length === 0) return chosen;
  const diary = new Diary(presence), versatility = crew.map(({ roles }) => roles.length);
  const people = crew.map((_, person) => person).sort((a, b) => versatility[a] - versatility[b]);
  const able: (number[] | undefined)[] = [];
  for (const opening of openings) {
    const { role } = presence.needs[opening.need];
    const known = able[role] ??= people.filter((person) => presence.can(person, role));
    opening.people = known.filter((person) => diary.couldDo(person, opening.task));
  }
  const helping = new Uint8Array(crew.length);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const { edges, slots } = candidates(openings, versatility);
    helping.fill(0);
    let helped = false;
    maxWeight(crew.length, slots.length, edges).forEach((slot, person) => {
      if (slot < 0) return;
      const opening = slots[slot];
      opening.places--;
      helping[person] = 1;
      helped = true;
      diary.take(person, opening.task);
      chosen[opening.need].push(person);
    });
    if (!helped) break;
    // Whoever took nothing is as free as before.
    openings = openings.filter(({ places }) => places > 0);
    for (const opening of openings) {
      opening.people = opening.people.filter((one) => helping[one] === 0 || diary.couldDo(one, opening.task));
    }
  }
  return chosen;
}

/** The needs that lack people, the earliest first, up to so many places. */
function openingsOf({ needs, stretches }: Presence, missing: Int32Array): Opening[] {
  const list: Opening[] = [];
  missing.forEach((places, need) => {
    if (places === 0) return;
    const { task } = needs[need], own = stretches[task];
    const minutes = own.reduce((sum, [from, to]) => sum + to - from, 0);
    list.push({ need, task, from: own[0]?.[0] ?? 0, minutes, places, people: [] });
  });
  list.sort((a, b) => a.from - b.from);
  let left = MOST_PLACES;
  for (const opening of list) left -= opening.places = Math.min(opening.places, left);
  return list.filter(({ places }) => places > 0);
}

/** Pairs worth making: minutes first, then those who can do little else; and the opening of each place. */
function candidates(openings: Opening[], versatility: number[]): { edges: Edge[]; slots: Opening[] } {
  const edges: Edge[] = [], slots: Opening[] = [];
  for (const opening of openings) {
    const { people, minutes, places } = opening, count = Math.min(people.length, MOST_CANDIDATES);
    for (let place = 0; place < places; place++) {
      const right = slots.push(opening) - 1;
      for (let at = 0; at < count; at++) {
        const left = people[at];
        edges.push({ left, right, weight: minutes * 64 + 51 - versatility[left] });
      }
    }
  }
  return { edges, slots };
}

/** People and what keeps them busy. */
class Diary {
  private readonly busy: Duty[][];
  private readonly on: number[][];
  private work = 0;

  constructor(private readonly presence: Presence) {
    this.busy = presence.duties.map((duties) => duties.slice());
    this.on = presence.tasksOf.map((tasks) => tasks.slice());
  }

  /** Puts a person on a task. */
  take(person: number, task: number): void {
    const busy = this.busy[person];
    for (const [from, to] of this.presence.stretches[task]) busy.push([from, to, task]);
    busy.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    this.on[person].push(task);
  }

  /** Whether a person is not on a task, and could be besides what keeps them busy. */
  couldDo(person: number, task: number): boolean {
    if (this.work > MOST_WORK || this.on[person].includes(task)) return false;
    const wanted = this.presence.stretches[task], busy = this.busy[person];
    if (wanted.length === 0) return false;
    const begin = wanted[0][0], end = wanted[wanted.length - 1][1];
    if (!this.presence.isThere(person, begin, end)) return false;
    this.work += busy.length + wanted.length;
    let mine = 0, theirs = 0, busyUntil = -Infinity, wantedUntil = -Infinity;
    // Shift by shift: a shift is what no full rest separates.
    let shiftFrom = -Infinity, shiftTo = -Infinity;
    while (mine < busy.length || theirs < wanted.length) {
      const isMine = mine < busy.length && (theirs === wanted.length || busy[mine][0] <= wanted[theirs][0]);
      const [from, to] = isMine ? busy[mine++] : wanted[theirs++];
      if (from < (isMine ? wantedUntil : busyUntil)) return false;
      if (isMine) busyUntil = Math.max(busyUntil, to);
      else wantedUntil = Math.max(wantedUntil, to);
      if (from - shiftTo < REST) shiftTo = Math.max(shiftTo, to);
      else {
        shiftFrom = from;
        shiftTo = to;
      }
      // A shift that is too long already is not made worse elsewhere.
      if (shiftFrom < end && begin < shiftTo && shiftTo - shiftFrom > LONGEST_SHIFT) return false;
    }
    return true;
  }
}
