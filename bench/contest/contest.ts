/** Contenders held to the same outcome, then timed in turns. */
import { interleave, type Measured, median } from "../rounds.ts";
import { difference } from "./agreement.ts";
import { again, Contender, drawingAsRust, native, typescript, wasm } from "./process.ts";

export interface Case {
  name: string;
  kernel: string;
  /** The kernel that is timed, on the same input, where it is not the one whose outcomes are compared. */
  timed?: string;
  /** JSON text. */
  input: string;
  /** What of an outcome is compared; all of it where absent. */
  // deno-lint-ignore no-explicit-any
  compared?: (outcome: any) => unknown;
  /** The part of its size by which a number in TypeScript may differ: its `exp` is not our `exp`. */
  tolerance?: number;
}

export interface Result {
  name: string;
  typescript: Measured;
  again: Measured;
  wasm: Measured;
  native: Measured;
}

export interface Effort {
  /** Where cargo put the native contender: "release", or "debug" for a look at whether all of it works. */
  native: string;
  rounds: number;
  /** Milliseconds of one round of one contender. */
  round: number;
  /** No further round begins after so many. */
  seconds: number;
}

export const full: Effort = { native: "release", rounds: 31, round: 30, seconds: 10 };
export const glance: Effort = { native: "debug", rounds: 1, round: 1, seconds: 1 };

/** For a glance, one case of each kind is enough. */
export const looked = <C extends Case>(cases: C[], effort: Effort, kind: (one: C) => string): C[] =>
  effort.rounds > 1 ? cases : [...new Map(cases.toReversed().map((one) => [kind(one), one])).values()].toReversed();

/** Rounds are thrown away until the compilers are done. */
const WARM_UP = 3;

export async function contest(cases: Case[], effort: Effort): Promise<Result[]> {
  const results: Result[] = [];
  for (const one of cases) {
    // Fresh processes for each case: what the compilers learned from one input is not what the next one needs.
    const contenders = [typescript, again, wasm, native(effort.native)].map(Contender.start);
    const peer = Contender.start(drawingAsRust);
    try {
      for (const contender of [...contenders, peer]) await contender.prepare(one.kernel, one.input);
      await agree(one, peer, contenders[2], contenders[3]);
      await peer.stop();
      if (one.timed) { for (const contender of contenders) await contender.prepare(one.timed, one.input); }
      results.push(await measure(one, contenders, effort));
    } finally {
      await Promise.all([...contenders, peer].map((contender) => contender.stop()));
    }
  }
  return results;
}

/** Wasm and native to the last bit, TypeScript within the tolerance. */
async function agree(one: Case, ...contenders: [peer: Contender, wasm: Contender, native: Contender]): Promise<void> {
  const texts = [];
  for (const contender of contenders) texts.push(await contender.outcome());
  const [typescript, wasm, native] = texts.map((text) => {
    const outcome = JSON.parse(text);
    return one.compared ? JSON.parse(JSON.stringify(one.compared(outcome))) : outcome;
  });
  const fault = difference(wasm, native) ?? difference(typescript, wasm, one.tolerance);
  if (fault) throw new Error(`${one.name}: the contenders disagree at ${fault}`);
}

async function measure({ name }: Case, contenders: Contender[], effort: Effort): Promise<Result> {
  const targets = [];
  for (const contender of contenders) {
    const times = await filling(effort.round, contender);
    const measure = async () => {
      // Not counted: it brings back to the caches what the others' turns took their place.
      await contender.run(1);
      return await contender.run(times) / times;
    };
    targets.push({ name: contender.name, measure });
  }
  const bounds = { rounds: effort.rounds, warmUp: effort.rounds > 1 ? WARM_UP : 0, seconds: effort.seconds };
  const [typescript, again, wasm, native] = await interleave(targets, bounds);
  return { name, typescript, again, wasm, native };
}

/** How often a contender does its work in so many milliseconds. */
async function filling(round: number, contender: Contender): Promise<number> {
  const once = await contender.run(1);
  const times = Math.max(1, Math.round(round / Math.max(once, 0.001)));
  // Twice, as the first run may have been the compiler's.
  const warm = await contender.run(times);
  return Math.max(1, Math.round((times * round) / Math.max(warm, 0.001)));
}

/** One contender's time in another's, round by round: the median and the middle half. */
export function ratio(one: Measured, other: Measured): { median: number; low: number; high: number } {
  const ratios = one.rounds.map((ms, round) => ms / other.rounds[round]).sort((a, b) => a - b);
  const at = (share: number) => ratios[Math.round(share * (ratios.length - 1))];
  return { median: median(ratios), low: at(0.25), high: at(0.75) };
}
