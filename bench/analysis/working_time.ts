// Working time as an axis of its own, as in
// shared/analysis/src/events/working_time.rs: positions count working minutes
// since minute 0, the event's start; negative before it.

import { above, notBelow } from "./search.ts";
import { DAY, MINUTE, Zone } from "./zone.ts";

export type Span = [from: number, to: number];
export type Calendar = {
  workingHours?: { day: number; from: string; to: string }[];
  exceptions?: { date: string; from?: string; to?: string }[];
};

/** Days to either side of minute 0 that a calendar is followed. */
const FARTHEST_DAY = 36_525;

export class WorkingTime {
  /** Minute 0, in ms since 1970. */
  readonly origin: number;
  private readonly spans?: Spans;

  /** `start` in ms; its seconds are cut. */
  constructor(calendar: Calendar | undefined, zone: Zone, start: number) {
    this.origin = Math.floor(start / MINUTE) * MINUTE;
    if (calendar) this.spans = new Spans(new Week(calendar), zone, this.origin);
  }

  get isAlways(): boolean {
    return this.spans === undefined;
  }

  /** The first whole minute at or after a moment. */
  minuteFrom(moment: number): number {
    return Math.ceil((moment - this.origin) / MINUTE);
  }

  /** The last whole minute at or before a moment. */
  minuteUntil(moment: number): number {
    return Math.floor((moment - this.origin) / MINUTE);
  }

  /** The moment of a minute, in ms. */
  moment(minute: number): number {
    return this.origin + minute * MINUTE;
  }

  /** Follows the calendar over these minutes, which must be done before asking about them. */
  followMinutes(first: number, last: number): void {
    const days = Math.floor(Math.max(Math.abs(first), Math.abs(last)) / DAY) + 3;
    this.spans?.follow((spans) => spans.reach >= days);
  }

  /** Follows the calendar until it has these positions. */
  followWork(first: number, last: number): void {
    this.spans?.follow(({ from, to, before }) => {
      const i = before.length - 1;
      return before[0] < first && before[i] + to[i] - from[i] > last;
    });
  }

  /** Working minutes from minute 0 until `minute`. */
  workAt(minute: number): number {
    if (!this.spans) return minute;
    const { from, to, before } = this.spans, i = above(from, minute) - 1;
    return i < 0 ? before[0] ?? 0 : before[i] + Math.min(minute, to[i]) - from[i];
  }

  /** The minute at which work at this position goes on: where a task starts. */
  startOf(position: number): number {
    const { spans } = this;
    return spans ? spans.minute(above(spans.before, position), position) : position;
  }

  /** The minute by which this position was reached: where a task finishes. */
  finishOf(position: number): number {
    const { spans } = this;
    if (!spans) return position;
    const minute = spans.minute(notBelow(spans.before, position), position);
    return position >= 0 ? Math.max(minute, 0) : minute;
  }

  /** The stretches of work between two minutes. */
  stretches(first: number, last: number): Span[] {
    if (!this.spans) return [[first, last]];
    const { from, to } = this.spans, found: Span[] = [];
    for (let i = above(to, first); i < from.length; i++) {
      const start = Math.max(from[i], first);
      if (start >= last) break;
      found.push([start, Math.min(to[i], last)]);
    }
    return found;
  }
}

/** Disjoint, ascending spans of work between two days; position `before[i]` is where span `i` begins. */
class Spans {
  from: number[] = [];
  to: number[] = [];
  before: number[] = [];
  /** Days around the one of minute 0 that were laid out. */
  reach = 16;
  private readonly today: number;

  constructor(private readonly week: Week, private readonly zone: Zone, private readonly origin: number) {
    this.today = Math.floor(zone.localMinutes(origin) / DAY);
    this.fill();
  }

  follow(reaches: (spans: Spans) => boolean): void {
    while (!reaches(this)) {
      if (this.reach >= FARTHEST_DAY) throw new Error("event.calendar: further than a century");
      this.reach = Math.min(this.reach * 4, FARTHEST_DAY);
      this.fill();
    }
  }

  minute(next: number, position: number): number {
    const i = Math.max(next - 1, 0);
    return this.from[i] + position - this.before[i];
  }

  private fill(): void {
    const { week, zone, origin, today, reach } = this, hours: Span[] = [];
    let sorted = true;
    for (let day = today - reach, last = -Infinity; day <= today + reach; day++) {
      for (const [from, to] of week.of(day)) {
        const begin = Math.floor((zone.moment(day * DAY + from) - origin) / MINUTE);
        hours.push([begin, Math.floor((zone.moment(day * DAY + to) - origin) / MINUTE)]);
        sorted &&= begin > last;
        last = begin;
      }
    }
    if (!sorted) hours.sort(([a, b], [c, d]) => a - c || b - d);
    const from: number[] = [], to: number[] = [], before: number[] = [];
    let work = 0, end = -Infinity;
    for (const [start, finish] of hours) {
      if (end >= start) {
        work += Math.max(finish - end, 0);
        end = to[to.length - 1] = Math.max(finish, end);
      } else if (finish > start) {
        from.push(start);
        to.push(end = finish);
        before.push(work);
        work += finish - start;
      }
    }
    const i = above(from, 0) - 1, zero = i < 0 ? 0 : before[i] + Math.min(to[i], 0) - from[i];
    for (let i = 0; i < before.length; i++) before[i] -= zero;
    Object.assign(this, { from, to, before });
  }
}

/** Hours in minutes after midnight, by weekday (0 is Monday) and by date, in days since 1970. */
class Week {
  private readonly usual: Span[][];
  private readonly special = new Map<number, Span[]>();

  constructor({ workingHours, exceptions = [] }: Calendar) {
    this.usual = Array.from({ length: 7 }, () => workingHours ? [] : [[0, DAY]]);
    for (const { day, from, to } of workingHours ?? []) this.usual[day - 1].push(hours(from, to));
    for (const { date, from, to } of exceptions) {
      const day = Date.parse(date) / (DAY * MINUTE), known = this.special.get(day) ?? [];
      if (from !== undefined || to !== undefined) known.push(hours(from ?? "00:00", to ?? "00:00"));
      this.special.set(day, known);
    }
    const idle = [...this.usual, ...this.special.values()].every((day) => day.length === 0);
    if (idle) throw new Error("event.calendar: no working time at all");
  }

  of(day: number): Span[] {
    // 1970-01-01 was a Thursday.
    return this.special.get(day) ?? this.usual[(((day + 3) % 7) + 7) % 7];
  }
}

/** `to` at or before `from` is on the next day. */
function hours(from: string, to: string): Span {
  const begin = clock(from), end = clock(to);
  return [begin, end > begin ? end : end + DAY];
}

const clock = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5));
