// Who is needed and there when, as in
// shared/analysis/src/events/staffing/{needs,presence}.rs.

import type { Event, Plan } from "./plan.ts";

const MOST_STAFFED = 2_000, MOST_STRETCHES = 100_000;

/** A task's need of a role, summed if it is named twice. */
export type Need = { task: number; role: number; count: number };

const none: never[] = [];

export class Presence {
  /** By task; those of task t: `firstNeed[t]` to `firstNeed[t + 1]`. */
  readonly needs: Need[] = [];
  readonly firstNeed: Int32Array;
  readonly roles: string[] = [];
  /** By person: their roles among these. */
  readonly rolesOf: number[][];
  /** By person: the tasks they are on, ascending, each once. */
  readonly tasksOf: number[][];
  /** By task: who is on it, ascending. */
  readonly peopleOn: number[][];
  /** Stretches of work still to come; those of task t, ascending: `firstStretch[t]` to `firstStretch[t + 1]`. */
  readonly begins: Float64Array;
  readonly ends: Float64Array;
  readonly taskOf: Int32Array;
  readonly firstStretch: Int32Array;
  /** By person: the stretches of their tasks, ascending by time. */
  readonly duties: number[][];
  /** By person: from when until when they are there. */
  readonly from: Float64Array;
  readonly until: Float64Array;

  constructor({ tasks, crew = [] }: Event, { positions, axis, work, finish, done }: Plan) {
    const count = tasks.length, roles = new Map<string, number>();
    this.firstNeed = new Int32Array(count + 1);
    let staffed = 0;
    for (let task = 0; task < count; task++) {
      const begin = this.needs.length;
      for (const { role, count } of tasks[task].staff ?? none) {
        if (count > 0) this.need(task, roles, role, count, begin);
      }
      this.firstNeed[task + 1] = this.needs.length;
      if (this.needs.length > begin) staffed++;
    }
    if (staffed > MOST_STAFFED) throw new Error(`event.tasks.staff: at most ${MOST_STAFFED}`);
    if (new Set(crew.map(({ id }) => id)).size < crew.length) throw new Error("event.crew: an id is there twice");
    this.rolesOf = crew.map((person) => person.roles.flatMap((role) => roles.get(role) ?? none));
    this.tasksOf = crew.map(({ assignedTo = none }) => {
      const own = new Set<number>();
      for (const id of assignedTo) {
        const task = positions.get(id);
        if (task === undefined) throw new Error(`unknown: ${id}`);
        own.add(task);
      }
      return [...own].sort((a, b) => a - b);
    });
    this.peopleOn = Array.from({ length: count }, () => []);
    this.tasksOf.forEach((own, person) => {
      for (const task of own) this.peopleOn[task].push(person);
    });
    const begins: number[] = [], ends: number[] = [], taskOf: number[] = [];
    this.firstStretch = new Int32Array(count + 1);
    for (let task = 0; task < count; task++) {
      this.firstStretch[task] = begins.length;
      const idle = done[task] === 1 || work[task] === 0 || this.peopleOn[task].length === 0 && !this.isStaffed(task);
      if (idle) continue;
      for (const [from, to] of axis.stretches(axis.startOf(finish[task] - work[task]), axis.finishOf(finish[task]))) {
        begins.push(from);
        ends.push(to);
        taskOf.push(task);
      }
      if (begins.length > MOST_STRETCHES) throw new Error(`event.calendar: at most ${MOST_STRETCHES}`);
    }
    this.firstStretch[count] = begins.length;
    this.begins = Float64Array.from(begins);
    this.ends = Float64Array.from(ends);
    this.taskOf = Int32Array.from(taskOf);
    this.duties = this.tasksOf.map((own) => {
      const duties: number[] = [];
      for (const task of own) {
        for (let one = this.firstStretch[task]; one < this.firstStretch[task + 1]; one++) duties.push(one);
      }
      return duties.sort((a, b) => this.compare(a, b));
    });
    const minute = (date: string | undefined, otherwise: number, of: (moment: number) => number) =>
      date == null ? otherwise : of(Date.parse(date));
    this.from = Float64Array.from(crew, (one) => minute(one.availableFrom, -Infinity, (at) => axis.minuteFrom(at)));
    this.until = Float64Array.from(crew, (one) => minute(one.availableTo, Infinity, (at) => axis.minuteUntil(at)));
  }

  private need(task: number, roles: Map<string, number>, name: string, count: number, begin: number): void {
    let role = roles.get(name);
    if (role === undefined) {
      roles.set(name, role = roles.size);
      this.roles.push(name);
    }
    for (let at = begin; at < this.needs.length; at++) {
      if (this.needs[at].role !== role) continue;
      this.needs[at].count += count;
      return;
    }
    this.needs.push({ task, role, count });
  }

  /** The order of two stretches: by time, then by task. */
  compare(one: number, other: number): number {
    return this.begins[one] - this.begins[other] || this.ends[one] - this.ends[other] || one - other;
  }

  isStaffed(task: number): boolean {
    return this.firstNeed[task] < this.firstNeed[task + 1];
  }

  can(person: number, role: number): boolean {
    return this.rolesOf[person].includes(role);
  }

  /** Whether a task needs something a person can do. */
  wants(task: number, person: number): boolean {
    for (let need = this.firstNeed[task]; need < this.firstNeed[task + 1]; need++) {
      if (this.can(person, this.needs[need].role)) return true;
    }
    return false;
  }

  /** Whether a person is there all the time. */
  isThere(person: number, from: number, to: number): boolean {
    return this.from[person] <= from && to <= this.until[person];
  }
}
