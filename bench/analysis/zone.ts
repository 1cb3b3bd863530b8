// A time zone as data, as in shared/analysis/src/events/zone.rs, asked of the
// platform as in shared/edge/src/zone.rs. Moments are in ms since 1970.

import { above } from "./search.ts";

export const MINUTE = 60_000, DAY = 1440;
const STEP = 14 * DAY, YEAR = 366 * DAY;

/** UTC offsets over a stretch of time: `minutes[i]` ahead of UTC from `since[i]` on, the first one also before it. */
export class Zone {
  static readonly utc = new Zone([], []);

  private constructor(private readonly since: number[], private readonly minutes: number[]) {}

  /** The offsets from a year before a start to three years after it. */
  static around(start: number, name: string): Zone {
    const to = start + 3 * YEAR * MINUTE, since = [start - YEAR * MINUTE];
    let before = since[0], seen = offsetOf(name, before);
    const minutes = [seen];
    while (before < to) {
      const next = before + STEP * MINUTE, offset = offsetOf(name, next);
      if (offset !== seen) {
        let low = 0, high = STEP;
        while (high - low > 1) {
          const middle = (low + high) >> 1;
          if (offsetOf(name, before + middle * MINUTE) === seen) low = middle;
          else high = middle;
        }
        since.push(before + high * MINUTE);
        minutes.push(offsetOf(name, before + high * MINUTE));
      }
      before = next;
      seen = offset;
    }
    return new Zone(since, minutes);
  }

  private offsetAt(moment: number): number {
    const { since, minutes } = this;
    return since.length === 0 ? 0 : minutes[Math.max(above(since, moment) - 1, 0)];
  }

  /** Local minutes since 1970-01-01T00:00 at a moment. */
  localMinutes(moment: number): number {
    return Math.floor(moment / MINUTE) + this.offsetAt(moment);
  }

  /** The moment a local clock shows so many minutes; skipped times are moved on, of two the first is meant. */
  moment(minutes: number): number {
    if (this.since.length === 0) return minutes * MINUTE;
    const before = this.offsetAt((minutes - DAY) * MINUTE), after = this.offsetAt((minutes + DAY) * MINUTE);
    if (before === after) return (minutes - before) * MINUTE;
    const early = (minutes - Math.max(before, after)) * MINUTE, late = (minutes - Math.min(before, after)) * MINUTE;
    return this.localMinutes(early) === minutes ? early : late;
  }
}

/** To make one takes as long as to ask it twenty-five times. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** Minutes ahead of UTC, out of `11/21/2026, GMT+05:30`; zero is written as plain `GMT`. */
function offsetOf(name: string, moment: number): number {
  let format = formats.get(name);
  if (!format) {
    format = new Intl.DateTimeFormat("en-US", { timeZone: name, timeZoneName: "longOffset" });
    formats.set(name, format);
  }
  const text = format.format(moment), at = text.lastIndexOf("GMT") + 3;
  if (at === text.length) return 0;
  const minutes = Number(text.slice(at + 1, at + 3)) * 60 + Number(text.slice(at + 4, at + 6));
  return text[at] === "-" ? -minutes : minutes;
}
