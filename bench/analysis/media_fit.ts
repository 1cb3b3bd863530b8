// How well pictures fit shots, as in shared/analysis/src/media/{fit,words}.rs.

import { Numbers, words } from "./words.ts";
import type { Asset } from "./selects.ts";

export interface Shot {
  id: string;
  name?: string | null;
  lookId?: string | null;
  sku?: string | null;
  angle?: string | null;
  category?: string | null;
  required?: number | null;
  isHero?: boolean | null;
  priority?: number | null;
  dueAt?: string | null;
}

export const COUNTS = 0.6, NEAR = 0.3;
const NAME = 0.4, FORGIVING = 5, MOST_ALIKE = 500, MOST_COMPARED = 1_000_000;
const DIGITS = /^[0-9]+$/;

interface Traits {
  sku: number;
  look: number;
  angle: number;
  category: number;
  /** Of a picture: the position of its shot in the list, from 1. */
  shot: number;
}

export class Fits {
  private readonly assets: Traits[];
  private readonly shots: Traits[];
  private readonly names: Index;
  private readonly words: string[][];

  constructor(assets: Asset[], shots: Shot[]) {
    const places = new Map(shots.map((shot, at) => [shot.id, at + 1])), numbers = new Numbers();
    const traits = (one: Asset | Shot, shot: number): Traits => ({
      sku: numbers.id(one.sku),
      look: numbers.id(one.lookId),
      angle: numbers.description(one.angle),
      category: numbers.description(one.category),
      shot,
    });
    this.shots = shots.map((shot) => traits(shot, 0));
    this.assets = assets.map((asset) => traits(asset, asset.shotId == null ? 0 : places.get(asset.shotId) ?? 0));
    const told = assets.map(({ name, tags }) => [
      ...new Set([...words(name ?? ""), ...(tags ?? []).flatMap(words)]),
    ]);
    this.names = new Index(told, shots.length);
    this.words = shots.map(({ name }) => words(name ?? ""));
  }

  /** For each picture, how well it fits a shot, 0..1. */
  row(shot: number): Float64Array {
    const asked = this.shots[shot], said = this.words[shot];
    const shares = said.length > 0 ? this.names.shares(said) : undefined;
    return Float64Array.from(this.assets, (asset, at) => {
      if (asset.shot !== 0) return asset.shot === shot + 1 ? 1 : 0;
      return fit(asset, asked, shares?.[at]);
    });
  }

  /** What a shot asks and a picture does not show. */
  lacks(shot: number, asset: number): string[] {
    const asked = this.shots[shot], known = this.assets[asset];
    const lacks = (wanted: number, shown: number) => wanted !== 0 && wanted !== shown;
    return [
      ...lacks(asked.sku, known.sku) ? ["article"] : [],
      ...lacks(asked.look, known.look) ? ["look"] : [],
      ...lacks(asked.angle, known.angle) ? ["angle"] : [],
      ...lacks(asked.category, known.category) ? ["category"] : [],
    ];
  }
}

const differ = (asked: number, known: number) => asked !== 0 && known !== 0 && asked !== known;

function fit(asset: Traits, asked: Traits, name: number | undefined): number {
  if (differ(asked.sku, asset.sku) || differ(asked.look, asset.look) || differ(asked.angle, asset.angle)) return 0;
  const sameArticle = asked.sku !== 0 && asked.sku === asset.sku;
  if (!sameArticle && differ(asked.category, asset.category)) return 0;
  let agreed = 0, all = 0;
  const weigh = (wanted: number, known: number, weight: number) => {
    if (wanted === 0) return;
    all += known === 0 ? weight / 2 : weight;
    if (known === wanted) agreed += weight;
  };
  weigh(asked.sku, asset.sku, 1);
  weigh(asked.look, asset.look, 1);
  weigh(asked.angle, asset.angle, 0.5);
  weigh(asked.category, asset.category, 0.3);
  if (name !== undefined) {
    const told = name >= 0.5;
    all += told ? NAME : NAME / 2;
    if (told) agreed += NAME * name;
  }
  return all > 0 ? agreed / all : 0;
}

/** Which texts have which words. */
class Index {
  private readonly having = new Map<string, number[]>();
  private readonly alphabetical: string[];
  private readonly numbered: boolean[];
  private readonly mostCompared: number;

  constructor(private readonly texts: string[][], calls: number) {
    this.numbered = texts.map((text) => text.some((word) => DIGITS.test(word)));
    texts.forEach((text, at) => {
      for (const word of text) {
        const having = this.having.get(word);
        if (having) having.push(at);
        else this.having.set(word, [at]);
      }
    });
    this.alphabetical = [...this.having.keys()].sort();
    this.mostCompared = Math.floor(MOST_COMPARED / Math.max(calls, 1));
  }

  /** For each text, the share of these words it has; 0 for one with numbers that lacks one of theirs. */
  shares(said: string[]): Float64Array {
    const found = new Uint32Array(this.texts.length), numbersFound = new Uint32Array(this.texts.length);
    let numbers = 0, left = this.mostCompared;
    for (const word of said) {
      const number = DIGITS.test(word);
      if (number) numbers++;
      const having = new Set(this.having.get(word));
      if (!number && [...word].length >= FORGIVING) {
        const beginning = [...word].slice(0, 2).join("");
        const most = Math.min(MOST_ALIKE, left);
        let at = this.from(beginning);
        for (let compared = 0; compared < most && this.alphabetical[at]?.startsWith(beginning); compared++, at++) {
          left--;
          const other = this.alphabetical[at];
          if (other !== word && differInOne(word, other)) {
            for (const text of this.having.get(other)!) having.add(text);
          }
        }
      }
      for (const text of having) {
        found[text]++;
        if (number) numbersFound[text]++;
      }
    }
    return Float64Array.from(found, (count, text) => {
      return this.numbered[text] && numbersFound[text] < numbers ? 0 : count / Math.max(said.length, 1);
    });
  }

  private from(beginning: string): number {
    let low = 0, high = this.alphabetical.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.alphabetical[middle] < beginning) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Whether one letter was added, left out, changed, or swapped with the next. */
function differInOne(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1) return false;
  let same = 0;
  while (same < one.length && one[same] === other[same]) same++;
  const a = one.slice(same), b = other.slice(same);
  const swapped = a.length > 1 && a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2);
  return a.slice(1) === b.slice(1) || a.slice(1) === b || a === b.slice(1) || swapped;
}
