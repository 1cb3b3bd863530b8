// Starting points, as in shared/kernels/src/project/levelling/sample.rs: priority
// rules followed with a bias instead of blindly, over both schemes and sides.

import type { Random } from "./random.ts";
import type { Network, View } from "./schedule_network.ts";
import type { Profile } from "./schedule_profile.ts";

const PARALLEL_SHARE = 0.85, REGRET_SCALE = 5.5;

/** A schedule seen from one side: starts count from that end of time. */
export type Seen = { starts: Int32Array; makespan: number };
/** Which side a sample leans to, and its schedule or an order for one. */
export type Sample = { side: 0 | 1; plan?: Seen; order?: Int32Array };

/** Priority values by rule and activity, lower goes first. */
function rules({ n, durations }: Network, { tail, after, order }: View): Float64Array[] {
  const total = durations.reduce((sum, duration) => sum + duration, 0);
  const scale = total > 0 ? REGRET_SCALE * n / total : 1;
  const finish = new Float64Array(n), start = new Float64Array(n), weight = new Float64Array(n);
  for (let j = 0; j < n; j++) {
    finish[j] = -(tail[j] - durations[j]) * scale;
    start[j] = -tail[j] * scale;
    weight[j] = -after[j].reduce((sum, next) => sum + durations[next], durations[j]) * scale;
  }
  const words = Math.ceil(n / 32), reach = new Int32Array(n * words), count = new Float64Array(n);
  for (let position = n - 1; position >= 0; position--) {
    const j = order[position];
    for (const next of after[j]) {
      for (let word = 0; word < words; word++) reach[j * words + word] |= reach[next * words + word];
      reach[j * words + (next >> 5)] |= 1 << (next & 31);
    }
    for (let next = 0; next < n; next++) count[j] -= (reach[j * words + (next >> 5)] >> (next & 31)) & 1;
  }
  return [finish, start, count, weight];
}

export class Sampler {
  private readonly sides: { view: View; values: Float64Array[] }[];
  private readonly waiting: Int32Array;
  private readonly ready: Int32Array;
  private readonly weights: Float64Array;
  private eligible: number[] = [];
  private candidates: number[] = [];
  private drawn = 0;

  constructor(
    private readonly network: Network,
    private readonly profile: Profile,
    private readonly random: Random,
  ) {
    const { n, forward, backward } = network;
    this.sides = [forward, backward].map((view) => ({ view, values: rules(network, view) }));
    this.waiting = new Int32Array(n);
    this.ready = new Int32Array(n);
    this.weights = new Float64Array(n);
  }

  /** The first four follow one rule each to the letter. */
  draw(): Sample {
    const strict = this.drawn < 4;
    const dice = strict ? 0 : this.random.below(10);
    const rule = strict ? this.drawn : dice < 5 ? 0 : dice < 8 ? 1 : dice < 9 ? 2 : 3;
    this.drawn++;
    const side = this.random.below(2) === 0 ? 0 : 1;
    const { view, values } = this.sides[side];
    return this.random.unit() < PARALLEL_SHARE
      ? { side, plan: this.parallel(view, values[rule], strict) }
      : { side, order: this.list(view, values[rule], strict) };
  }

  private begin({ offset }: View): void {
    this.eligible.length = 0;
    for (let j = 0; j < this.network.n; j++) {
      this.waiting[j] = offset[j + 1] - offset[j];
      if (this.waiting[j] === 0) this.eligible.push(j);
    }
  }

  private list(view: View, values: Float64Array, strict: boolean): Int32Array {
    const { waiting, eligible } = this, order = new Int32Array(this.network.n);
    this.begin(view);
    for (let length = 0; eligible.length > 0;) {
      const activity = remove(eligible, this.choose(eligible, values, strict));
      order[length++] = activity;
      const after = view.after[activity];
      for (let i = 0; i < after.length; i++) if (--waiting[after[i]] === 0) eligible.push(after[i]);
    }
    return order;
  }

  private parallel(view: View, values: Float64Array, strict: boolean): Seen {
    const { network: { n, durations, needs }, profile, waiting, ready, eligible, candidates } = this;
    const { after, offset, before, lag, head } = view;
    const starts = new Int32Array(n);
    let now = 0, makespan = 0;
    this.begin(view);
    profile.reset();
    ready.set(head);
    while (eligible.length > 0) {
      candidates.length = 0;
      for (let i = 0; i < eligible.length; i++) if (ready[eligible[i]] <= now) candidates.push(eligible[i]);
      for (;;) {
        // Whatever runs has started by now, so what is free now stays free.
        const step = profile.stepAt(now);
        let kept = 0;
        for (let i = 0; i < candidates.length; i++) {
          if (profile.freeIn(step, needs[candidates[i]])) candidates[kept++] = candidates[i];
        }
        candidates.length = kept;
        if (kept === 0) break;
        const j = remove(candidates, this.choose(candidates, values, strict));
        profile.place(now, durations[j], needs[j]);
        starts[j] = now;
        if (now + durations[j] > makespan) makespan = now + durations[j];
        eligible.splice(eligible.indexOf(j), 1);
        const nexts = after[j];
        for (let i = 0; i < nexts.length; i++) {
          const next = nexts[i];
          if (--waiting[next] > 0) continue;
          for (let l = offset[next]; l < offset[next + 1]; l++) {
            const chain = starts[before[l]] + lag[l];
            if (chain > ready[next]) ready[next] = chain;
          }
          eligible.push(next);
          if (ready[next] <= now) candidates.push(next);
        }
      }
      let opens = profile.nextAfter(now);
      for (let i = 0; i < eligible.length; i++) {
        const at = ready[eligible[i]];
        if (at > now && at < opens) opens = at;
      }
      if (opens < Infinity) now = opens;
    }
    return { starts, makespan };
  }

  /** A position in `among`: the best value, or one drawn by regret. */
  private choose(among: number[], values: Float64Array, strict: boolean): number {
    let chosen = 0;
    if (strict) {
      for (let i = 1; i < among.length; i++) {
        const difference = values[among[i]] - values[among[chosen]];
        if (difference < 0 || (difference === 0 && among[i] < among[chosen])) chosen = i;
      }
      return chosen;
    }
    const { weights } = this;
    let worst = -Infinity, sum = 0;
    for (let i = 0; i < among.length; i++) if (values[among[i]] > worst) worst = values[among[i]];
    for (let i = 0; i < among.length; i++) {
      const regret = worst - values[among[i]] + 1;
      sum += regret * Math.sqrt(regret);
      weights[i] = sum;
    }
    const at = this.random.unit() * sum;
    while (chosen < among.length - 1 && weights[chosen] <= at) chosen++;
    return chosen;
  }
}

/** Takes an element out; the last takes its place. */
function remove(list: number[], position: number): number {
  const activity = list[position], last = list.pop()!;
  if (position < list.length) list[position] = last;
  return activity;
}
