// Who could step in: people matched to places at maximum weight, in rounds, as
// in shared/analysis/src/events/staffing/suggest.rs.

import { matched, type Pairs } from "./matching.ts";
import type { Person } from "./plan.ts";
import { LONGEST_SHIFT, REST } from "./staffing_duty.ts";
import type { Presence } from "./staffing_presence.ts";

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
    const { pairs, slots } = candidates(openings, versatility);
    helping.fill(0);
    let helped = false;
    matched(slots.length, pairs).forEach((slot, person) => {
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
function openingsOf({ needs, begins, ends, firstStretch }: Presence, missing: Int32Array): Opening[] {
  const list: Opening[] = [];
  missing.forEach((places, need) => {
    if (places === 0) return;
    const { task } = needs[need], first = firstStretch[task], last = firstStretch[task + 1];
    let minutes = 0;
    for (let one = first; one < last; one++) minutes += ends[one] - begins[one];
    list.push({ need, task, from: first < last ? begins[first] : 0, minutes, places, people: [] });
  });
  list.sort((a, b) => a.from - b.from);
  let left = MOST_PLACES;
  for (const opening of list) left -= opening.places = Math.min(opening.places, left);
  return list.filter(({ places }) => places > 0);
}

/** Pairs worth making: minutes first, then those who can do little else; and the opening of each place. */
function candidates(openings: Opening[], versatility: number[]): { pairs: Pairs; slots: Opening[] } {
  const start = new Int32Array(versatility.length + 1), slots: Opening[] = [];
  for (const { people, places } of openings) {
    const count = Math.min(people.length, MOST_CANDIDATES);
    for (let at = 0; at < count; at++) start[people[at] + 1] += places;
  }
  for (let left = 0; left < versatility.length; left++) start[left + 1] += start[left];
  const next = start.slice(), size = start[versatility.length];
  const to = new Int32Array(size), weight = new Float64Array(size);
  for (const opening of openings) {
    const { people, minutes, places } = opening, count = Math.min(people.length, MOST_CANDIDATES);
    for (let at = 0; at < count; at++) {
      const left = people[at], worth = minutes * 64 + 51 - versatility[left];
      for (let place = 0; place < places; place++) {
        to[next[left]] = slots.length + place;
        weight[next[left]++] = worth;
      }
    }
    for (let place = 0; place < places; place++) slots.push(opening);
  }
  return { pairs: { start, to, weight }, slots };
}

/** People and what keeps them busy. */
class Diary {
  /** By person: stretches, ascending by time. */
  private readonly busy: number[][];
  private readonly on: number[][];
  private work = 0;

  constructor(private readonly presence: Presence) {
    this.busy = presence.duties.map((duties) => duties.slice());
    this.on = presence.tasksOf.map((tasks) => tasks.slice());
  }

  /** Puts a person on a task. */
  take(person: number, task: number): void {
    const { presence } = this, { firstStretch } = presence, busy = this.busy[person];
    for (let one = firstStretch[task]; one < firstStretch[task + 1]; one++) {
      let place = busy.push(one) - 1;
      for (; place > 0 && presence.compare(busy[place - 1], one) > 0; place--) busy[place] = busy[place - 1];
      busy[place] = one;
    }
    this.on[person].push(task);
  }

  /** Whether a person is not on a task, and could be besides what keeps them busy. */
  couldDo(person: number, task: number): boolean {
    if (this.work > MOST_WORK || this.on[person].includes(task)) return false;
    const { begins, ends, firstStretch } = this.presence, busy = this.busy[person];
    const last = firstStretch[task + 1];
    let mine = 0, theirs = firstStretch[task];
    if (theirs === last) return false;
    const begin = begins[theirs], end = ends[last - 1];
    if (!this.presence.isThere(person, begin, end)) return false;
    this.work += busy.length + last - theirs;
    let busyUntil = -Infinity, wantedUntil = -Infinity;
    // Shift by shift: a shift is what no full rest separates.
    let shiftFrom = -Infinity, shiftTo = -Infinity;
    while (mine < busy.length || theirs < last) {
      const isMine = mine < busy.length && (theirs === last || begins[busy[mine]] <= begins[theirs]);
      const one = isMine ? busy[mine++] : theirs++, from = begins[one], to = ends[one];
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
