// Who does what at one time: a largest matching of people and places, kept
// from one time to the next, as in shared/analysis/src/events/staffing/seats.rs.

import type { Presence } from "./staffing_presence.ts";

export class Seats {
  /** By need: who serves it. */
  readonly servedBy: number[][];
  /** Pairs of a person and a need looked at so far. */
  work = 0;
  /** By person: the need they serve, or -1. */
  private readonly seatOf: Int32Array;
  /** By person: the needs they could serve now; and who has any. */
  private readonly choices: number[][];
  private readonly present: number[] = [];
  /** By need: the person from whom it was reached in this search, or -1. */
  private readonly reachedFrom: Int32Array;
  private readonly reached: number[] = [];

  constructor(private readonly presence: Presence) {
    const { needs, tasksOf } = presence;
    this.servedBy = needs.map(() => []);
    this.choices = tasksOf.map(() => []);
    this.seatOf = new Int32Array(tasksOf.length).fill(-1);
    this.reachedFrom = new Int32Array(needs.length).fill(-1);
  }

  /** Seats people for a time in which these tasks run. */
  fill(from: number, to: number, active: number[]): void {
    const { presence: { firstNeed }, servedBy, choices, seatOf, present } = this;
    this.lookAround(from, to, active);
    for (const task of active) {
      for (let need = firstNeed[task]; need < firstNeed[task + 1]; need++) {
        const people = servedBy[need];
        let kept = 0;
        for (const person of people) {
          if (choices[person].includes(need)) people[kept++] = person;
          else seatOf[person] = -1;
        }
        people.length = kept;
      }
    }
    // What a search in vain has reached, no later one gets further from.
    for (const person of present) if (seatOf[person] < 0 && this.seat(person)) this.forget();
    this.forget();
  }

  /** Empties the seats of a task that is over. */
  leave(task: number): void {
    const { presence: { firstNeed }, servedBy, seatOf } = this;
    for (let need = firstNeed[task]; need < firstNeed[task + 1]; need++) {
      for (const person of servedBy[need]) seatOf[person] = -1;
      servedBy[need].length = 0;
    }
  }

  /** Who could serve what. */
  private lookAround(from: number, to: number, active: number[]): void {
    const { presence, choices, present } = this, { firstNeed, peopleOn, needs } = presence;
    for (const person of present) choices[person].length = 0;
    present.length = 0;
    for (const task of active) {
      const first = firstNeed[task], last = firstNeed[task + 1];
      for (const person of peopleOn[task]) {
        this.work += last - first;
        if (!presence.isThere(person, from, to)) continue;
        for (let need = first; need < last; need++) {
          if (!presence.can(person, needs[need].role)) continue;
          if (choices[person].length === 0) present.push(person);
          choices[person].push(need);
        }
      }
    }
  }

  /** Finds a seat for one person, if need be by others changing theirs. */
  private seat(person: number): boolean {
    const { presence: { needs }, servedBy, reached } = this;
    let next = reached.length;
    this.reach(person);
    for (; next < reached.length; next++) {
      const need = reached[next], people = servedBy[need];
      if (people.length < needs[need].count) {
        this.moveUp(need, person);
        return true;
      }
      for (const other of people) this.reach(other);
    }
    return false;
  }

  private reach(person: number): void {
    const { reachedFrom, reached } = this, choices = this.choices[person];
    this.work += choices.length;
    for (const need of choices) {
      if (reachedFrom[need] >= 0) continue;
      reachedFrom[need] = person;
      reached.push(need);
    }
  }

  /** Everybody on the way to a free place moves one on. */
  private moveUp(free: number, first: number): void {
    const { servedBy, seatOf, reachedFrom } = this;
    for (let need = free;;) {
      const person = reachedFrom[need], left = seatOf[person];
      if (left >= 0) servedBy[left].splice(servedBy[left].indexOf(person), 1);
      servedBy[need].push(person);
      seatOf[person] = need;
      if (person === first) return;
      need = left;
    }
  }

  private forget(): void {
    for (const need of this.reached) this.reachedFrom[need] = -1;
    this.reached.length = 0;
  }
}
