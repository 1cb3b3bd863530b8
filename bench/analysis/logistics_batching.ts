// Batching, as in shared/analysis/src/logistics/batching: Held-Karp for few
// families, annealed or-3opt for many, exact dynamic programming for few jobs
// with due times, late acceptance hill climbing for many.

import { duration, type LogisticsInput, type Sample } from "./logistics.ts";
import { shortPath } from "./logistics_tour.ts";

interface Job {
  sample: Sample;
  family: number;
  minutes: number;
  due: number;
  hero: boolean;
}

/** Jobs of one family, due time and hero flag, in the order they are shot. */
interface Block {
  family: number;
  hero: boolean;
  due: number;
  minutes: number;
  jobs: number[];
  /** When each job ends after the block's start, and the sums of that. */
  ends: number[];
  sums: number[];
}

type Value = [heroLate: number, late: number, setup: number, heroDone: number];

const less = (a: Value, b: Value) => {
  for (let i = 0; i < 4; i++) if (a[i] !== b[i]) return a[i] < b[i];
  return false;
};

export function batching(input: LogisticsInput, samples: Sample[], start: number) {
  const families: string[] = [];
  const numbers = new Map<string, number>();
  const jobs: Job[] = [], waiting: string[] = [];
  for (const sample of samples) {
    if (sample.status === "prepped" || sample.status === "on_set") {
      const name = sample.setFamily || sample.category || "uncategorised";
      let family = numbers.get(name);
      if (family === undefined) {
        numbers.set(name, family = families.length);
        families.push(name);
      }
      const due = sample.dueAt == null ? Infinity : Math.floor((Date.parse(sample.dueAt) - start) / 60_000);
      jobs.push({ sample, family, minutes: sample.shootMinutes ?? 20, due, hero: !!sample.isHero });
    } else if (sample.status !== "shot") waiting.push(sample.id);
  }
  const n = families.length;
  const setup = new Float64Array(n * n);
  for (let from = 0; from < n; from++) {
    const row = input.setupMinutes?.[families[from]];
    for (let to = 0; to < n; to++) {
      if (from !== to) setup[from * n + to] = row?.[families[to]] ?? input.defaultSetupMinutes ?? 15;
    }
  }
  const plan = new Planner(jobs, n, setup);
  const given = jobs.map((_, at) => at);
  const baseline = plan.ofJobs(given);
  const chosen = plan.best();
  const keepsGiven = less(baseline, plan.ofJobs(chosen.order));
  const order = keepsGiven ? given : chosen.order;
  const value = plan.ofJobs(order);
  const batches = [];
  for (let at = 0, before = -1; at < order.length;) {
    const family = jobs[order[at]].family;
    const items: string[] = [];
    let minutes = 0, heroes = 0;
    for (; at < order.length && jobs[order[at]].family === family; at++) {
      const job = jobs[order[at]];
      items.push(job.sample.id);
      minutes += job.minutes;
      heroes += Number(job.hero);
    }
    const change = before < 0 ? 0 : setup[before * n + family];
    batches.push({
      id: `batch-${batches.length + 1}`,
      category: families[family],
      items,
      estimatedTime: minutes,
      setupMinutes: change,
      rationale: before < 0
        ? `First, so no set-up; ${heroes} heroes.`
        : `${duration(change)} change-over after ${families[before]}; ${heroes} heroes.`,
    });
    before = family;
  }
  const saved = baseline[2] - value[2];
  return {
    totalBatches: batches.length,
    batches,
    totalMinutes: value[2] + jobs.reduce((sum, job) => sum + job.minutes, 0),
    setupMinutes: value[2],
    baselineSetupMinutes: baseline[2],
    savedMinutes: saved,
    estimatedTimeSavings: `${duration(Math.abs(saved))} of ${duration(baseline[2])} set-up saved.`,
    optimal: chosen.proven,
    lowerBoundMinutes: Math.min(chosen.bound, value[2]),
    waiting,
  };
}

class Planner {
  private blocks: Block[] = [];
  constructor(private jobs: Job[], private families: number, private setup: Float64Array) {
    const single = jobs.length <= 200;
    const order = jobs.map((_, at) => at).sort((x, y) => {
      const a = jobs[x], b = jobs[y];
      const timed = a.hero || a.due !== Infinity;
      return a.family - b.family || (a.due === b.due ? 0 : a.due - b.due) || Number(b.hero) - Number(a.hero) ||
        (timed ? a.minutes - b.minutes : 0) || (a.sample.priority ?? 9999) - (b.sample.priority ?? 9999) || x - y;
    });
    for (const at of order) {
      const { family, hero, due, minutes } = jobs[at];
      const last = this.blocks.at(-1);
      if (!single && last?.family === family && last.hero === hero && last.due === due) {
        last.jobs.push(at);
        last.minutes += minutes;
        last.ends.push(last.minutes);
        last.sums.push(last.sums.at(-1)! + last.minutes);
      } else this.blocks.push({ family, hero, due, minutes, jobs: [at], ends: [minutes], sums: [minutes] });
    }
  }

  best(): { order: number[]; proven: boolean; bound: number } {
    const path = this.families <= 15 ? this.exactPath() : shortPath(this.families, this.setup);
    const { bound } = path;
    const rank = new Int32Array(this.families);
    path.order.forEach((family, place) => rank[family] = place);
    const all = this.blocks.map((_, at) => at);
    const oneGo = all.toSorted((a, b) => rank[this.blocks[a].family] - rank[this.blocks[b].family]);
    const perfect = (value: Value) => value[0] === 0 && value[1] === 0 && value[2] <= bound;
    let start = oneGo, proven = perfect(this.ofBlocks(oneGo));
    if (!proven && this.jobs.some((job) => job.due !== Infinity)) {
      if (this.jobs.length <= 12) return { order: this.unfold(this.exactOrder()), proven: true, bound };
      for (const heroesFirst of [false, true]) {
        const key = (at: number) => heroesFirst && !this.blocks[at].hero ? 1 : 0;
        const byDue = (a: number, b: number) =>
          key(a) - key(b) || (this.blocks[a].due === this.blocks[b].due ? 0 : this.blocks[a].due - this.blocks[b].due);
        const orders = [
          all.toSorted(byDue),
          all.toSorted((a, b) => this.blocks[a].family - this.blocks[b].family || byDue(a, b)),
        ];
        for (const order of orders) if (less(this.ofBlocks(order), this.ofBlocks(start))) start = order;
      }
      if (!perfect(this.ofBlocks(start))) start = this.climb(start);
      proven = perfect(this.ofBlocks(start));
    }
    return { order: this.unfold(start), proven, bound };
  }

  ofJobs(order: number[]): Value {
    const value: Value = [0, 0, 0, 0];
    let clock = 0, before = -1;
    for (const at of order) {
      const job = this.jobs[at];
      if (before >= 0) {
        const change = this.setup[before * this.families + job.family];
        value[2] += change;
        clock += change;
      }
      before = job.family;
      clock += job.minutes;
      const late = Math.max(0, clock - job.due);
      if (job.hero) {
        value[0] += late;
        value[3] += clock;
      } else value[1] += late;
    }
    return value;
  }

  private ofBlocks(order: number[]): Value {
    return this.ofJobs(this.unfold(order));
  }

  private unfold(order: number[]): number[] {
    return order.flatMap((at) => this.blocks[at].jobs);
  }

  /** Held & Karp: least set-up, then earliest heroes, by subset and last family. */
  private exactPath(): { order: number[]; bound: number } {
    const n = this.families, subsets = 1 << n;
    if (n === 0) return { order: [], bound: 0 };
    const minutes = new Float64Array(n), heroes = new Float64Array(n), heroesDone = new Float64Array(n);
    for (const block of this.blocks) {
      for (const at of block.jobs) {
        minutes[block.family] += this.jobs[at].minutes;
        if (block.hero) {
          heroes[block.family]++;
          heroesDone[block.family] += minutes[block.family];
        }
      }
    }
    const span = new Float64Array(subsets);
    const best = new Float64Array(subsets * n).fill(Infinity), done = new Float64Array(subsets * n).fill(Infinity);
    const previous = new Int8Array(subsets * n).fill(-1);
    for (let f = 0; f < n; f++) {
      best[(1 << f) * n + f] = 0;
      done[(1 << f) * n + f] = heroesDone[f];
    }
    for (let set = 1; set < subsets; set++) {
      const low = 31 - Math.clz32(set & -set);
      span[set] = span[set & (set - 1)] + minutes[low];
      for (let last = 0; last < n; last++) {
        const so = best[set * n + last];
        if (so === Infinity) continue;
        for (let next = 0; next < n; next++) {
          if (set >> next & 1) continue;
          const place = (set | 1 << next) * n + next, cost = so + this.setup[last * n + next];
          const heroCost = done[set * n + last] + heroes[next] * (span[set] + cost) + heroesDone[next];
          if (cost < best[place] || cost === best[place] && heroCost <= done[place]) {
            best[place] = cost;
            done[place] = heroCost;
            previous[place] = last;
          }
        }
      }
    }
    let set = subsets - 1, last = 0;
    for (let f = 1; f < n; f++) {
      const a = set * n + f, b = set * n + last;
      if (best[a] < best[b] || best[a] === best[b] && done[a] <= done[b]) last = f;
    }
    const bound = best[set * n + last];
    const order: number[] = [];
    while (last >= 0) {
      order.unshift(last);
      const before = previous[set * n + last];
      set &= ~(1 << last);
      last = before;
    }
    return { order, bound };
  }

  /** Dynamic programming over subsets of jobs, every plan that may still win kept. */
  private exactOrder(): number[] {
    interface Plan {
      value: Value;
      clock: number;
      block: number;
      before: Plan | null;
    }
    const n = this.blocks.length;
    const job = (block: number) => this.jobs[this.blocks[block].jobs[0]];
    const noWorse = (x: Job, y: Job) => x.minutes <= y.minutes && x.due <= y.due && Number(x.hero) >= Number(y.hero);
    const after = this.blocks.map((_, b) => {
      let set = 0;
      for (let a = 0; a < n; a++) {
        const x = job(a), y = job(b);
        if (a !== b && x.family === y.family && noWorse(x, y) && (!noWorse(y, x) || a < b)) set |= 1 << a;
      }
      return set;
    });
    const fronts = new Map<number, Plan[]>();
    fronts.set(0, [{ value: [0, 0, 0, 0], clock: 0, block: -1, before: null }]);
    const full = (1 << n) - 1;
    let bestPlan: Plan | null = null;
    for (let set = 0; set <= full; set++) {
      for (let end = 0; end < this.families; end++) {
        const plans = fronts.get(set * this.families + end);
        if (!plans) continue;
        fronts.delete(set * this.families + end);
        for (const plan of plans) {
          if (set === full && (bestPlan === null || less(plan.value, bestPlan.value))) bestPlan = plan;
          for (let next = 0; next < n; next++) {
            if (set >> next & 1 || (after[next] & ~set) !== 0) continue;
            const { family, minutes, due, hero } = job(next);
            const change = plan.block < 0 ? 0 : this.setup[job(plan.block).family * this.families + family];
            const clock = plan.clock + change + minutes, late = Math.max(0, clock - due);
            const [a, b, c, d] = plan.value;
            const value: Value = hero ? [a + late, b, c + change, d + clock] : [a, b + late, c + change, d];
            const key = (set | 1 << next) * this.families + family;
            const front = fronts.get(key) ?? [];
            if (front.some((other) => other.value[2] <= value[2] && !less(value, other.value))) continue;
            const kept = front.filter((other) => other.value[2] < value[2] || less(other.value, value));
            kept.push({ value, clock, block: next, before: plan });
            fronts.set(key, kept);
          }
        }
      }
    }
    const order: number[] = [];
    for (let plan = bestPlan; plan && plan.block >= 0; plan = plan.before) order.unshift(plan.block);
    return order;
  }

  /** Late acceptance hill climbing with restarts, bounded by blocks evaluated. */
  private climb(start: number[]): number[] {
    const n = start.length, effort = Math.min(20_000_000, n * 300_000);
    const random = generator(n);
    let evaluated = 0;
    const order = start.slice();
    const clocks = new Float64Array(n + 1), ends = new Int32Array(n + 1).fill(-1);
    const values: Value[] = Array.from({ length: n + 1 }, () => [0, 0, 0, 0]);
    const step = (value: Value, clock: number, before: number, at: number): number => {
      const block = this.blocks[at];
      if (before >= 0) {
        const change = this.setup[before * this.families + block.family];
        value[2] += change;
        clock += change;
      }
      const { ends, sums, due } = block, count = ends.length;
      let late = 0;
      if (clock + block.minutes > due) {
        let onTime = 0;
        for (let high = count; onTime < high;) {
          const middle = (onTime + high) >> 1;
          if (clock + ends[middle] <= due) onTime = middle + 1;
          else high = middle;
        }
        late = (count - onTime) * (clock - due) + sums[count - 1] - (onTime > 0 ? sums[onTime - 1] : 0);
      }
      if (block.hero) {
        value[0] += late;
        value[3] += clock * count + sums[count - 1];
      } else value[1] += late;
      clock += block.minutes;
      return clock;
    };
    const replay = (from: number) => {
      for (let at = from; at < n; at++) {
        const value = values[at + 1];
        for (let i = 0; i < 4; i++) value[i] = values[at][i];
        clocks[at + 1] = step(value, clocks[at], ends[at], order[at]);
        ends[at + 1] = this.blocks[order[at]].family;
      }
      evaluated += n - from;
    };
    const rotate = (from: number, to: number, by: number) => {
      const part = order.slice(from, to);
      for (let i = 0; i < part.length; i++) order[from + i] = part[(i + by) % part.length];
    };
    const memory: Value[] = Array.from({ length: Math.min(1000, Math.max(50, Math.floor(8000 / n))) });
    const patience = Math.max(memory.length * 60, 8 * n * n);
    const shift = () => {
      const a = random(n), b0 = random(n - 1), b = b0 >= a ? b0 + 1 : b0;
      const from = Math.min(a, b), to = Math.max(a, b) + 1, kind = random(4);
      const by = kind === 1 ? 1 : kind === 2 ? to - from - 1 : kind === 3 ? 1 + random(to - from - 1) : 0;
      return { from, to, by };
    };
    const apply = ({ from, to, by }: { from: number; to: number; by: number }, undo = false) => {
      if (by === 0) [order[from], order[to - 1]] = [order[to - 1], order[from]];
      else rotate(from, to, undo ? to - from - by : by);
    };
    replay(0);
    let best = start, least: Value = [...values[n]];
    while (evaluated < effort) {
      let runBest = order.slice(), runLeast: Value = [...values[n]];
      memory.fill(runLeast);
      for (let stale = 0, round = 0; stale < patience && evaluated < effort; stale++) {
        const allowed = less(memory[round], values[n]) ? values[n] : memory[round];
        const move = shift();
        apply(move);
        const value: Value = [...values[move.from]];
        let clock = clocks[move.from], before = ends[move.from], worse = false;
        for (let at = move.from; at < n; at++) {
          if (at >= move.to && clock === clocks[at] && before === ends[at]) {
            for (let i = 0; i < 4; i++) value[i] += values[n][i] - values[at][i];
            break;
          }
          clock = step(value, clock, before, order[at]);
          before = this.blocks[order[at]].family;
          evaluated++;
          worse = less(allowed, value);
          if (worse) break;
        }
        if (worse || less(allowed, value)) apply(move, true);
        else {
          replay(move.from);
          if (less(value, runLeast)) {
            runLeast = value;
            runBest = order.slice();
            stale = 0;
          }
        }
        if (less(values[n], memory[round])) memory[round] = [...values[n]];
        round = (round + 1) % memory.length;
      }
      if (less(runLeast, least)) {
        least = runLeast;
        best = runBest;
      }
      best.forEach((block, at) => order[at] = block);
      for (let i = 0; i < 2 + Math.floor(n / 8); i++) apply(shift());
      replay(0);
    }
    return best;
  }
}

/** Mulberry32: uniform whole numbers below `n`. */
export function generator(seed: number): (n: number) => number {
  let state = seed >>> 0;
  return (n) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ state >>> 15, 1 | state);
    t = (t + Math.imul(t ^ t >>> 7, 61 | t)) ^ t;
    return Math.floor(((t ^ t >>> 14) >>> 0) / 4294967296 * n);
  };
}
