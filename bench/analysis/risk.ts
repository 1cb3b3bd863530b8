// The simulation of a plan, as in
// shared/kernels/src/project/simulation.rs: eight samples side by
// side, each round drawn from every eighth of each distribution once.

import type { Network, Task } from "./critical_path.ts";
import { generator } from "./random.ts";

export const CELLS = 512;
const SAMPLES = 4096, FEWEST = 512, BUDGET = 80_000_000, LANES = 8;

/** Quantiles of the beta-PERT with its mode at `mode` in [0, 1]. */
export function quantiles(mode: number): Float64Array {
  const term = (power: number, x: number) => power === 0 ? 0 : power * Math.log(x);
  const density = (cell: number) => Math.exp(term(4 * mode, cell / CELLS) + term(4 - 4 * mode, (CELLS - cell) / CELLS));
  const sum = new Float64Array(CELLS + 1);
  for (let cell = 1, before = density(0); cell <= CELLS; cell++) {
    const here = density(cell);
    sum[cell] = sum[cell - 1] + (before + here) / 2;
    before = here;
  }
  const table = new Float64Array(CELLS + 1);
  for (let step = 0, cell = 0; step < CELLS; step++) {
    const wanted = (sum[CELLS] * step) / CELLS;
    while (cell + 1 < CELLS && sum[cell + 1] <= wanted) cell++;
    const low = sum[cell], high = sum[cell + 1];
    table[step] = (cell + (high > low ? (wanted - low) / (high - low) : 0)) / CELLS;
  }
  table[CELLS] = 1;
  return table;
}

/** Finishes kept with 50, 80 and 95 % and always, and how often each task was critical; nothing where nothing is left to chance. */
export function risk(tasks: Task[], { start, other, kind, lag, order, work: given }: Network, seed: number) {
  const count = tasks.length;
  const least = new Float64Array(count), range = new Float64Array(count);
  const tables: Float64Array[] = [], known = new Map<number, Float64Array>();
  let chance = false;
  for (let task = 0; task < count; task++) {
    const likely = given[task];
    least[task] = tasks[task].optimisticMinutes ?? likely;
    range[task] = Math.max((tasks[task].pessimisticMinutes ?? likely) - least[task], 0);
    chance ||= range[task] > 0;
    const shape = range[task] > 0 ? Math.floor(((likely - least[task]) / range[task]) * CELLS + 0.5) : 0;
    let table = known.get(shape);
    if (!table) known.set(shape, table = quantiles(shape / CELLS));
    tables.push(table);
  }
  if (!chance) return undefined;

  // What follows one of these ends no earlier than it: if it is the last, so is the other, and their link binds.
  const covered = new Uint8Array(count);
  for (let l = 0; l < other.length; l++) if (kind[l] === 0 && lag[l] >= 0) covered[other[l]] = 1;

  const wanted = Math.floor(BUDGET / Math.max(count + other.length, 1));
  const samples = Math.floor(Math.min(Math.max(wanted, FEWEST), SAMPLES) / LANES) * LANES;
  const random = generator(seed);
  const work = new Float64Array(count * LANES), begin = new Float64Array(count * LANES);
  const finish = new Float64Array(count * LANES), end = new Float64Array(LANES);
  const critical = new Uint8Array(count), counts = new Uint32Array(count);
  const finishes = new Float64Array(samples);

  for (let sample = 0; sample < samples; sample += LANES) {
    end.fill(-Infinity);
    for (let o = 0; o < count; o++) {
      const task = order[o], at = task * LANES;
      if (range[task] > 0) {
        const table = tables[task], bits = random.bits(), factor = (bits & 6) | 1;
        let stratum = (bits >>> 3) & 7;
        for (let lane = 0; lane < LANES; lane++) {
          stratum = (stratum + factor) & 7;
          const scaled = (stratum + random.unit()) / LANES * CELLS, cell = scaled | 0;
          const low = table[cell];
          work[at + lane] = least[task] + range[task] * (low + (scaled - cell) * (table[cell + 1] - low));
        }
      } else {
        for (let lane = 0; lane < LANES; lane++) work[at + lane] = least[task];
      }
      for (let lane = 0; lane < LANES; lane++) begin[at + lane] = finish[at + lane] = 0;
      for (let l = start[task]; l < start[task + 1]; l++) {
        const before = other[l] * LANES, k = kind[l], wait = lag[l];
        const from = k === 0 || k === 2 ? finish : begin;
        for (let lane = 0; lane < LANES; lane++) {
          const moment = from[before + lane] + wait, bound = moment - (k >= 2 ? work[at + lane] : 0);
          if (bound > begin[at + lane]) begin[at + lane] = bound;
          // One end worked out from the other would be a rounding off what binds it.
          if (k >= 2 && moment > finish[at + lane]) finish[at + lane] = moment;
        }
      }
      for (let lane = 0; lane < LANES; lane++) {
        const done = begin[at + lane] + work[at + lane];
        if (done > finish[at + lane]) finish[at + lane] = done;
      }
      if (covered[task] === 1) continue;
      for (let lane = 0; lane < LANES; lane++) if (finish[at + lane] > end[lane]) end[lane] = finish[at + lane];
    }
    finishes.set(end, sample);
    for (let task = 0; task < count; task++) {
      let bits = 0;
      if (covered[task] === 1) {
        critical[task] = 0;
        continue;
      }
      for (let lane = 0; lane < LANES; lane++) if (finish[task * LANES + lane] === end[lane]) bits |= 1 << lane;
      critical[task] = bits;
    }
    for (let o = count - 1; o >= 0; o--) {
      const task = order[o], at = task * LANES, bits = critical[task];
      if (bits === 0) continue;
      counts[task] += ones(bits);
      for (let l = start[task]; l < start[task + 1]; l++) {
        const before = other[l] * LANES, k = kind[l], wait = lag[l];
        const from = k === 0 || k === 2 ? finish : begin;
        let tight = 0;
        for (let lane = 0; lane < LANES; lane++) {
          const bound = from[before + lane] + wait - (k >= 2 ? work[at + lane] : 0);
          if (bound === begin[at + lane]) tight |= 1 << lane;
        }
        critical[other[l]] |= bits & tight;
      }
    }
  }
  finishes.sort();
  const quantile = (share: number) => Math.floor(finishes[Math.max(Math.ceil(share * samples) - 1, 0)] + 0.5);
  const criticality: Record<string, number> = {};
  for (let task = 0; task < count; task++) {
    if (counts[task] > 0) criticality[tasks[task].id] = Math.round((counts[task] / samples) * 1e4) / 1e4;
  }
  return { p50: quantile(0.5), p80: quantile(0.8), p95: quantile(0.95), last: quantile(1), criticality, samples };
}

function ones(bits: number): number {
  bits -= (bits >> 1) & 0x55;
  bits = (bits & 0x33) + ((bits >> 2) & 0x33);
  return (bits + (bits >> 4)) & 0x0f;
}
