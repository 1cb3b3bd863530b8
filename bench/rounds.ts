/** Targets measured in turns, so that whatever else the machine does falls on all of them alike. */

export interface Target {
  name: string;
  /** Milliseconds of one round of this target. */
  measure(round: number): Promise<number>;
}

export interface Measured {
  name: string;
  /** Median of the rounds, in ms. */
  ms: number;
  /** Median over the rounds of this target's time divided by the first target's in the same round. */
  ratio: number;
  rounds: number[];
}

export interface Bounds {
  rounds: number;
  /** Rounds that are thrown away. */
  warmUp: number;
  /** No further round begins after this many seconds. */
  seconds: number;
}

/** Measures all targets once per round; every round begins with another one. The first target is the floor. */
export async function interleave(targets: Target[], { rounds, warmUp, seconds }: Bounds): Promise<Measured[]> {
  const times = targets.map((): number[] => []);
  const end = performance.now() + seconds * 1000;
  for (let round = -warmUp; round < rounds; round++) {
    if (round > 0 && performance.now() > end) break;
    for (let turn = 0; turn < targets.length; turn++) {
      const at = (turn + round + warmUp) % targets.length;
      const ms = await targets[at].measure(round);
      if (round >= 0) times[at].push(ms);
    }
  }
  return targets.map(({ name }, at) => ({
    name,
    ms: median(times[at]),
    ratio: median(times[at].map((ms, round) => ms / times[0][round])),
    rounds: times[at],
  }));
}

export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

export async function time(work: () => unknown): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}
