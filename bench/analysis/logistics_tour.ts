// A short path through many stops, as in
// shared/analysis/src/logistics/batching/{assignment,tour}.rs: prices of the
// cheapest assignment, then or-3opt with annealed double-bridge kicks.

import { generator } from "./logistics_batching.ts";

const NEAREST = 10, KICK = 10, EFFORT = 10_000_000, MAX_KICKS = 100_000, HEAT = 3;

export function shortPath(stops: number, setup: Float64Array): { order: number[]; bound: number } {
  const n = stops + 1;
  const cost = new Float64Array(n * n);
  for (let from = 0; from < stops; from++) {
    for (let to = 0; to < stops; to++) cost[from * n + to] = setup[from * stops + to];
  }
  for (let stop = 0; stop < n; stop++) cost[stop * n + stop] = 2 ** 48;
  const bound = reduce(n, cost);
  const tour = new Tour(n, cost);
  return { order: tour.search(), bound };
}

/** Takes the prices of the cheapest assignment off the costs; its cost. */
function reduce(n: number, cost: Float64Array): number {
  const rowPrice = new Float64Array(n), columnPrice = new Float64Array(n), rowOf = new Int32Array(n).fill(-1);
  for (let newRow = 0; newRow < n; newRow++) {
    const distance = new Float64Array(n).fill(Infinity), from = new Int32Array(n).fill(-1), done = new Uint8Array(n);
    const path: number[] = [];
    let row = newRow, walked = 0, via = -1, end = -1;
    while (end < 0) {
      let nearest = Infinity, column = -1;
      for (let to = 0; to < n; to++) {
        if (done[to]) continue;
        const reached = walked + cost[row * n + to] - rowPrice[row] - columnPrice[to];
        if (reached < distance[to]) {
          distance[to] = reached;
          from[to] = via;
        }
        if (distance[to] < nearest || distance[to] === nearest && rowOf[to] < 0) {
          nearest = distance[to];
          column = to;
        }
      }
      walked = nearest;
      done[column] = 1;
      path.push(column);
      via = column;
      if (rowOf[column] < 0) end = column;
      else row = rowOf[column];
    }
    rowPrice[newRow] += walked;
    for (const column of path) {
      if (column === end) continue;
      rowPrice[rowOf[column]] += walked - distance[column];
      columnPrice[column] -= walked - distance[column];
    }
    for (let column = end;; column = from[column]) {
      rowOf[column] = from[column] < 0 ? newRow : rowOf[from[column]];
      if (from[column] < 0) break;
    }
  }
  let total = 0;
  for (let column = 0; column < n; column++) total += cost[rowOf[column] * n + column];
  for (let row = 0; row < n; row++) {
    for (let column = 0; column < n; column++) cost[row * n + column] -= rowPrice[row] + columnPrice[column];
  }
  return total;
}

class Tour {
  private stops: Int32Array;
  private place: Int32Array;
  private nearest: Int32Array[] = [];
  private queued: Uint8Array;
  private queue: number[] = [];

  constructor(private n: number, private cost: Float64Array) {
    this.stops = new Int32Array(n);
    this.place = new Int32Array(n);
    this.queued = new Uint8Array(n);
    for (let from = 0; from < n; from++) {
      const others = Array.from({ length: n }, (_, to) => to).filter((to) => to !== from);
      others.sort((a, b) => cost[from * n + a] - cost[from * n + b]);
      this.nearest.push(Int32Array.from(others.slice(0, NEAREST)));
    }
    const left = new Set(Array.from({ length: n - 1 }, (_, stop) => stop));
    let at = n - 1;
    this.stops[0] = at;
    for (let place = 1; place < n; place++) {
      let next = -1;
      for (const stop of left) if (next < 0 || cost[at * n + stop] < cost[at * n + next]) next = stop;
      left.delete(next);
      this.stops[place] = at = next;
    }
    this.number(0, n - 1);
  }

  search(): number[] {
    const { n } = this, random = generator(n);
    for (const stop of this.stops) this.look(stop);
    this.improve();
    let total = 0;
    for (const stop of this.stops) total += this.cost[stop * n + this.after(stop)];
    let least = total;
    const best = this.stops.slice(), kept = this.stops.slice();
    const kicks = n < 8 ? 0 : Math.min(MAX_KICKS, Math.floor(EFFORT / n)), hot = HEAT * total / n;
    for (let kick = 0; kick < kicks && least > 0; kick++) {
      const change = this.kick(random) + this.improve();
      if (change <= hot * (1 - kick / kicks) * -Math.log(1 - random(2 ** 32) / 2 ** 32)) {
        total += change;
        kept.set(this.stops);
        if (total < least) {
          least = total;
          best.set(kept);
        }
      } else this.restore(kept);
    }
    this.restore(best);
    const standIn = this.place[n - 1];
    return [...this.stops.subarray(standIn + 1), ...this.stops.subarray(0, standIn)];
  }

  private number(from: number, to: number) {
    for (let place = from; place <= to; place++) this.place[this.stops[place]] = place;
  }

  private restore(stops: Int32Array) {
    this.stops.set(stops);
    this.number(0, this.n - 1);
  }

  private after(stop: number): number {
    const next = this.place[stop] + 1;
    return this.stops[next === this.n ? 0 : next];
  }

  private before(stop: number): number {
    const place = this.place[stop];
    return this.stops[(place === 0 ? this.n : place) - 1];
  }

  private look(stop: number) {
    if (!this.queued[stop]) {
      this.queued[stop] = 1;
      this.queue.push(stop);
    }
  }

  private improve(): number {
    let change = 0;
    for (let stop = this.queue.pop(); stop !== undefined; stop = this.queue.pop()) {
      this.queued[stop] = 0;
      for (let gain = this.move(stop); gain > 0; gain = this.move(stop)) change -= gain;
    }
    return change;
  }

  /** Takes the best or-3opt move that begins at `a`; its gain, or 0. */
  private move(a: number): number {
    const { n, cost } = this, aNext = this.after(a), origin = this.place[a];
    const since = (stop: number) =>
      this.place[stop] > origin ? this.place[stop] - origin : this.place[stop] + n - origin;
    let best = 0, bestB = 0, bestE = 0;
    for (const bNext of this.nearest[a]) {
      const first = cost[a * n + aNext] - cost[a * n + bNext];
      if (first <= 0) break;
      if (bNext === aNext) continue;
      const b = this.before(bNext), second = first + cost[b * n + bNext], from = since(bNext);
      for (const eNext of this.nearest[b]) {
        const third = second - cost[b * n + eNext];
        if (third <= 0) break;
        if (since(eNext) <= from) continue;
        const e = this.before(eNext), gain = third + cost[e * n + eNext] - cost[e * n + aNext];
        if (gain > best) {
          best = gain;
          bestB = b;
          bestE = e;
        }
      }
    }
    if (best > 0) {
      const touched = [a, aNext, bestB, this.after(bestB), bestE, this.after(bestE)];
      const [i, j, k] = [this.place[a], this.place[bestB], this.place[bestE]].sort((x, y) => x - y);
      this.rotate(i + 1, k + 1, j - i);
      for (const stop of touched) this.look(stop);
    }
    return best;
  }

  private rotate(from: number, to: number, by: number) {
    const head = this.stops.slice(from, from + by);
    this.stops.copyWithin(from, from + by, to);
    this.stops.set(head, to - by);
    this.number(from, to - 1);
  }

  private kick(random: (n: number) => number): number {
    const { n, cost } = this, longest = Math.min(KICK, Math.floor((n - 2) / 3));
    const b = 1 + random(longest), c = 1 + random(longest), d = 1 + random(longest);
    const i = random(n - 1 - (b + c + d));
    const ends = [i, i + b, i + b + c, i + b + c + d].map((place) => this.stops[place]);
    const starts = ends.map((stop) => this.after(stop));
    const [bFirst, cFirst, dFirst, rest] = starts;
    const edges = (to: number[]) => ends.reduce((sum, from, k) => sum + cost[from * n + to[k]], 0);
    const change = edges([dFirst, rest, bFirst, cFirst]) - edges(starts);
    this.rotate(i + 1, i + 1 + b + c + d, b);
    this.rotate(i + 1, i + 1 + c + d, c);
    for (const stop of [...ends, ...starts]) this.look(stop);
    return change;
  }
}
