// Free capacity over time, as in shared/kernels/src/project/levelling/profile.rs,
// in the typed arrays that JavaScript has instead of packed words.

/** What an activity holds: positions of resources, and how much of each. */
export type Need = { resources: Int32Array; amounts: Int32Array };

/** A step function; its last step has no end. */
export class Profile {
  private times: Int32Array;
  private free: Int32Array;
  private readonly width: number;
  private steps = 0;

  constructor(private readonly capacities: Int32Array, activities: number) {
    this.width = capacities.length;
    this.times = new Int32Array(2 * activities + 2);
    this.free = new Int32Array((2 * activities + 2) * this.width);
  }

  reset(): void {
    this.steps = 1;
    this.times[0] = 0;
    for (let r = 0; r < this.width; r++) this.free[r] = this.capacities[r];
  }

  /** The earliest moment, not before `from`, from which the need is free for `duration`. */
  earliest(from: number, duration: number, need: Need): number {
    if (duration === 0 || need.resources.length === 0) return from;
    let start = from;
    for (let step = this.stepAt(from); step + 1 < this.steps; step++) {
      const end = this.times[step + 1];
      if (!this.fits(step, need)) start = end;
      else if (end - start >= duration) break;
    }
    return start;
  }

  /** Takes the need from the earliest moment possible, and returns that moment. */
  place(from: number, duration: number, need: Need): number {
    const { resources, amounts } = need;
    if (duration === 0 || resources.length === 0) return from;
    if (this.steps + 2 > this.times.length) this.grow();
    const { times, free, width } = this;
    let first = this.stepAt(from), last = first, start = from;
    for (; last + 1 < this.steps; last++) {
      const end = times[last + 1];
      if (!this.fits(last, need)) {
        start = end;
        first = last + 1;
      } else if (end - start >= duration) break;
    }
    const finish = start + duration;
    if (last + 1 >= this.steps || finish < times[last + 1]) this.split(last, finish);
    if (times[first] < start) {
      this.split(first, start);
      first++;
      last++;
    }
    for (let row = first * width; row <= last * width; row += width) {
      for (let i = 0; i < resources.length; i++) free[row + resources[i]] -= amounts[i];
    }
    return start;
  }

  /** Gives back what was taken from `start` on for `duration`. */
  giveBack(start: number, duration: number, { resources, amounts }: Need): void {
    if (duration === 0 || resources.length === 0) return;
    const { free, width } = this, end = this.stepAt(start + duration);
    for (let step = this.stepAt(start); step < end; step++) {
      for (let i = 0; i < resources.length; i++) free[step * width + resources[i]] += amounts[i];
    }
  }

  freeIn(step: number, need: Need): boolean {
    return need.resources.length === 0 || this.fits(step, need);
  }

  /** Where the next step after `time` begins; never after the last. */
  nextAfter(time: number): number {
    const step = this.stepAt(time) + 1;
    return step < this.steps ? this.times[step] : Infinity;
  }

  /** The step that holds `time`. */
  stepAt(time: number): number {
    const { times } = this;
    let low = 0, high = this.steps;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (times[middle] <= time) low = middle + 1;
      else high = middle;
    }
    return low > 0 ? low - 1 : 0;
  }

  private fits(step: number, { resources, amounts }: Need): boolean {
    const { free } = this;
    const row = step * this.width;
    for (let i = 0; i < resources.length; i++) if (free[row + resources[i]] < amounts[i]) return false;
    return true;
  }

  private split(step: number, time: number): void {
    const { times, free, width, steps } = this;
    for (let at = steps; at > step + 1; at--) times[at] = times[at - 1];
    times[step + 1] = time;
    for (let at = (steps + 1) * width - 1; at >= (step + 1) * width; at--) free[at] = free[at - width];
    this.steps = steps + 1;
  }

  /** What is given back leaves its steps behind. */
  private grow(): void {
    const { times, free } = this;
    this.times = new Int32Array(2 * times.length);
    this.free = new Int32Array(2 * free.length);
    this.times.set(times);
    this.free.set(free);
  }
}
