// Selects as a careful TypeScript author would write them: features in typed
// arrays, lazy greedy over a heap, then swaps; as in
// shared/kernels/src/{likeness,selects}.rs.

import { Numbers } from "./words.ts";

export interface Asset {
  id: string;
  name?: string | null;
  width?: number | null;
  height?: number | null;
  sharpness?: number | null;
  exposure?: number | null;
  noise?: number | null;
  composition?: number | null;
  brandMatch?: number | null;
  palette?: string[] | null;
  tags?: string[] | null;
  lookId?: string | null;
  sku?: string | null;
  shotId?: string | null;
  angle?: string | null;
  category?: string | null;
  capturedAt?: string | null;
  status?: "pending" | "approved" | "rejected" | null;
  perceptualHash?: string | null;
}

export interface Chosen {
  at: number;
  gain: number;
}

const WEIGHTS = [0.25, 0.15, 0.2, 0.2, 0.2], STRANGE_BITS = 32;
const SWAP_PAIRS = 30_000_000, SWAP_ROUNDS = 30, NOTHING = 1e-12;

export function ones(bits: number): number {
  bits -= (bits >>> 1) & 0x55555555;
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** The halves of a hash, or nothing where it says too little to tell pictures apart. */
export function hashOf({ perceptualHash: text }: Asset): [high: number, low: number] | undefined {
  if (!text) return undefined;
  const high = parseInt(text.slice(0, 8), 16) | 0, low = parseInt(text.slice(8), 16) | 0;
  const count = ones(high) + ones(low);
  return count < 8 || count > 56 ? undefined : [high, low];
}

const ROW = 64, TABLE = 16 * ROW;

/** How alike two pictures are by what agrees, where a set of features is known of both. */
function table(both: number): Float64Array {
  const weight = (set: number) => WEIGHTS.reduce((sum, weight, bit) => set >> bit & 1 ? sum + weight : sum, 0);
  const table = new Float64Array(TABLE);
  for (let place = 0; both !== 0 && place < TABLE; place++) {
    let agreed = weight((place >> 6) & both);
    if (both & 16) agreed += weight(16) * Math.max(1 - (place & 63) / STRANGE_BITS, 0);
    table[place] = agreed / weight(both);
  }
  return table;
}

/** How alike pictures are, from compact features: a comparison is four words, a count of bits and a look into a table. */
export class Likeness {
  readonly length: number;
  /** Look and article, angle and category, in 16 bits each. */
  private readonly things: Int32Array;
  private readonly descriptions: Int32Array;
  private readonly high: Int32Array;
  private readonly low: Int32Array;
  /** A bit per feature that is known. */
  private readonly known: Uint8Array;
  /** By set of features known of both: where its table begins. */
  private readonly start = new Int32Array(32);
  private readonly tables: Float64Array;

  constructor(assets: Asset[]) {
    const n = this.length = assets.length, numbers = new Numbers();
    this.things = new Int32Array(n);
    this.descriptions = new Int32Array(n);
    this.high = new Int32Array(n);
    this.low = new Int32Array(n);
    this.known = new Uint8Array(n);
    for (let at = 0; at < n; at++) {
      const { lookId, sku, angle, category } = assets[at], hash = hashOf(assets[at]);
      const look = numbers.id(lookId), article = numbers.id(sku);
      const view = numbers.description(angle), kind = numbers.description(category);
      this.things[at] = look | article << 16;
      this.descriptions[at] = view | kind << 16;
      if (hash) [this.high[at], this.low[at]] = hash;
      this.known[at] = Number(look !== 0) | Number(article !== 0) << 1 | Number(view !== 0) << 2 |
        Number(kind !== 0) << 3 | Number(hash !== undefined) << 4;
    }
    const sets = [...new Set(this.known)], both = new Set(sets.flatMap((one) => sets.map((other) => one & other)));
    this.tables = new Float64Array(both.size * TABLE);
    [...both].forEach((set, nth) => {
      this.start[set] = nth * TABLE;
      this.tables.set(table(set), nth * TABLE);
    });
  }

  of(one: number, other: number): number {
    if (one === other) return 1;
    const things = this.things[one] ^ this.things[other], told = this.descriptions[one] ^ this.descriptions[other];
    let place = this.start[this.known[one] & this.known[other]];
    if ((things & 0xffff) === 0) place += ROW;
    if (things >>> 16 === 0) place += 2 * ROW;
    if ((told & 0xffff) === 0) place += 4 * ROW;
    if (told >>> 16 === 0) place += 8 * ROW;
    const bits = ones(this.high[one] ^ this.high[other]) + ones(this.low[one] ^ this.low[other]);
    return this.tables[place + (bits < STRANGE_BITS ? bits : STRANGE_BITS)];
  }
}

/** The smallest quota with which `count` pictures can be chosen. */
export function fairQuota(group: (number | null)[], count: number): number {
  const sizes: number[] = [];
  let free = 0;
  for (const one of group) {
    if (one === null) free++;
    else sizes[one] = (sizes[one] ?? 0) + 1;
  }
  const most = sizes.reduce((most, size) => Math.max(most, size), 0);
  for (let quota = 1; quota <= most; quota++) {
    if (sizes.reduce((sum, size) => sum + Math.min(size, quota), free) >= count) return quota;
  }
  return Math.max(most, 1);
}

/** What selects are chosen from; a group of -1 takes from no quota. */
export class Pool {
  private readonly n: number;
  private readonly ofQuality: number;
  private readonly ofLikeness: number;
  private readonly groups: number;

  constructor(
    private readonly quality: Float64Array,
    private readonly likeness: Likeness,
    private readonly group: Int32Array,
    private readonly count: number,
    private readonly quota: number,
  ) {
    this.n = likeness.length;
    this.ofQuality = 0.5 / Math.max(count, 1);
    this.ofLikeness = 0.5 / Math.max(this.n, 1);
    this.groups = group.reduce((most, one) => Math.max(most, one), -1) + 1;
  }

  /** The selection, in the order of what each adds. */
  choose(): Chosen[] {
    const first = this.greedy(Array.from({ length: this.n }, (_, at) => at)).map(({ at }) => at);
    return this.greedy(this.swapped(first).sort((a, b) => a - b));
  }

  private gain(at: number, nearest: Float64Array): number {
    const { n, likeness } = this;
    let closer = 0;
    for (let other = 0; other < n; other++) closer += Math.max(likeness.of(at, other) - nearest[other], 0);
    return this.ofQuality * this.quality[at] + this.ofLikeness * closer;
  }

  /** Always the one that adds most; what a picture added before bounds what it adds now. */
  private greedy(from: number[]): Chosen[] {
    const { n, likeness, group, quota, count } = this;
    const nearest = new Float64Array(n), used = new Int32Array(this.groups), heap = new Heap();
    const gains = this.firstGains(from);
    from.forEach((at, nth) => heap.push(gains[nth], at, 0));
    const chosen: Chosen[] = [];
    while (chosen.length < count && heap.size > 0) {
      const { gain, at, round } = heap.pop();
      if (group[at] >= 0 && used[group[at]] >= quota) continue;
      if (round < chosen.length) {
        heap.push(this.gain(at, nearest), at, chosen.length);
        continue;
      }
      for (let other = 0; other < n; other++) nearest[other] = Math.max(likeness.of(at, other), nearest[other]);
      if (group[at] >= 0) used[group[at]]++;
      chosen.push({ at, gain });
    }
    return chosen;
  }

  /** What each adds to nothing; for a whole gallery each pair is compared once. */
  private firstGains(from: number[]): Float64Array {
    const { n, likeness } = this;
    if (from.length < n) {
      const nothing = new Float64Array(n);
      return Float64Array.from(from, (at) => this.gain(at, nothing));
    }
    const sums = new Float64Array(n).fill(1);
    for (let one = 0; one < n; one++) {
      let sum = 0;
      for (let other = 0; other < one; other++) {
        const alike = likeness.of(one, other);
        sum += alike;
        sums[other] += alike;
      }
      sums[one] += sum;
    }
    return sums.map((sum, at) => this.ofQuality * this.quality[at] + this.ofLikeness * sum);
  }

  /** Swaps one for another while that is worth more. */
  private swapped(selection: number[]): number[] {
    const { n } = this;
    const rounds = Math.min(Math.floor(SWAP_PAIRS / Math.max(n * n, 1)), SWAP_ROUNDS);
    const near = {
      place: new Int32Array(n),
      first: new Float64Array(n),
      second: new Float64Array(n),
      losses: new Float64Array(selection.length),
    };
    this.twoNearest(selection, near);
    for (let round = 0; round < rounds; round++) {
      let improved = false;
      for (let candidate = 0; candidate < n; candidate++) {
        if (!selection.includes(candidate) && this.swapIn(candidate, selection, near)) {
          this.twoNearest(selection, near);
          improved = true;
        }
      }
      if (!improved) break;
    }
    return selection;
  }

  private swapIn(candidate: number, selection: number[], { place, first, second, losses }: Near): boolean {
    const { n, likeness, quality, ofQuality, ofLikeness } = this;
    losses.fill(0);
    let gained = 0;
    for (let other = 0; other < n; other++) {
      const to = likeness.of(candidate, other), nearest = first[other];
      gained += Math.max(to - nearest, 0);
      losses[place[other]] += Math.max(nearest, to) - Math.max(second[other], to);
    }
    let best = NOTHING, at = -1;
    for (let out = 0; out < selection.length; out++) {
      if (!this.maySwap(candidate, selection[out], selection)) continue;
      const change = ofQuality * quality[candidate] - ofQuality * quality[selection[out]] +
        ofLikeness * (gained - losses[out]);
      if (change > best) [best, at] = [change, out];
    }
    if (at < 0) return false;
    selection[at] = candidate;
    return true;
  }

  private maySwap(candidate: number, out: number, selection: number[]): boolean {
    const { group } = this, own = group[candidate];
    if (own < 0 || own === group[out]) return true;
    let ofGroup = 0;
    for (const at of selection) if (group[at] === own) ofGroup++;
    return ofGroup < this.quota;
  }

  private twoNearest(selection: number[], { place, first, second }: Near): void {
    const { n, likeness } = this;
    place.fill(0);
    first.fill(0);
    second.fill(0);
    for (let nth = 0; nth < selection.length; nth++) {
      for (let other = 0; other < n; other++) {
        const to = likeness.of(selection[nth], other);
        if (to > first[other]) {
          second[other] = first[other];
          first[other] = to;
          place[other] = nth;
        } else if (to > second[other]) second[other] = to;
      }
    }
  }
}

interface Near {
  place: Int32Array;
  first: Float64Array;
  second: Float64Array;
  losses: Float64Array;
}

interface Entry {
  gain: number;
  at: number;
  round: number;
}

/** The greatest gain first, of equals the earlier picture. */
class Heap {
  private readonly entries: Entry[] = [];

  get size(): number {
    return this.entries.length;
  }

  push(gain: number, at: number, round: number): void {
    const { entries } = this, entry = { gain, at, round };
    let place = entries.length;
    while (place > 0) {
      const up = (place - 1) >> 1;
      if (!before(entry, entries[up])) break;
      entries[place] = entries[up];
      place = up;
    }
    entries[place] = entry;
  }

  pop(): Entry {
    const { entries } = this, top = entries[0], last = entries.pop()!, size = entries.length;
    if (size === 0) return top;
    let place = 0;
    for (;;) {
      let down = 2 * place + 1;
      if (down >= size) break;
      if (down + 1 < size && before(entries[down + 1], entries[down])) down++;
      if (!before(entries[down], last)) break;
      entries[place] = entries[down];
      place = down;
    }
    entries[place] = last;
    return top;
  }
}

const before = (one: Entry, other: Entry) => one.gain > other.gain || (one.gain === other.gain && one.at < other.at);
