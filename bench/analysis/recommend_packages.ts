// Packages as in shared/analysis/src/recommend/packages: hard filters, four
// criteria, how firmly the first stands.

export interface Package {
  id: string;
  name: string;
  category?: string | null;
  description?: string | null;
  price?: number | null;
  currency?: string | null;
  inclusions?: string[];
  leadTimeDays?: number | null;
  available?: boolean | null;
  timesOffered?: number;
  timesAccepted?: number;
}

export interface Wish {
  budget?: number;
  currency?: string;
  timeline?: string;
  requirements?: string[];
}

type Criterion = "fit" | "budget" | "timeline" | "popularity";

const WEIGHTS: [Criterion, number][] = [["fit", 0.4], ["budget", 0.25], ["timeline", 0.15], ["popularity", 0.2]];
const UNKNOWN = 0.5, OVERRUN = 0.25, RESERVE = 0.5, PRIOR_OFFERS = 4, Z = 1.959963984540054;
const WORTH_SAYING = 0.02, STEM = 4;
const EMPTY_WORDS = new Set(["a", "an", "and", "for", "in", "of", "on", "or", "the", "to", "with"]);

interface Judged {
  item: Package;
  fit?: { share: number; covered: number; missing: string[] };
  mean: number;
  values: number[];
  score: number;
}

export function packages(all: Package[], wish: Wish, now: number) {
  validate(all);
  const days = wish.timeline === undefined ? undefined : daysOf(wish.timeline, now);
  const asked = (wish.requirements ?? []).map((text) => ({ text, words: wordsOf(text) }))
    .filter(({ words }) => words.length > 0);
  const active = WEIGHTS.filter(([criterion]) =>
    criterion === "fit"
      ? asked.length > 0
      : criterion === "budget"
      ? wish.budget !== undefined
      : criterion === "timeline"
      ? days !== undefined
      : true
  );
  const total = active.reduce((sum, [, weight]) => sum + weight, 0);
  const criteria = active.map(([criterion]) => criterion), weights = active.map(([, weight]) => weight / total);
  const means = categoryMeans(all), judged: Judged[] = [], excluded: { packageId: string; reason: string }[] = [];
  all.forEach((item) => {
    const reason = excludes(item, wish, days);
    if (reason !== undefined) return excluded.push({ packageId: item.id, reason });
    const mean = means.get(item.category ?? null)!, fit = asked.length > 0 ? fitOf(item, asked) : undefined;
    const values = criteria.map((criterion) => {
      switch (criterion) {
        case "fit":
          return fit!.share;
        case "budget":
          return item.price == null ? UNKNOWN : affordable(item.price, wish.budget!);
        case "timeline":
          return item.leadTimeDays == null ? UNKNOWN : inTime(item.leadTimeDays, days!);
        case "popularity":
          return wilson(
            (item.timesAccepted ?? 0) + PRIOR_OFFERS * mean,
            (item.timesOffered ?? 0) + PRIOR_OFFERS,
          );
      }
    });
    const sum = weights.reduce((sum, weight) => sum + weight, 0);
    const score = values.reduce((score, value, at) => score + value * weights[at], 0) / sum;
    judged.push({ item, fit, mean, values, score });
  });
  judged.sort((a, b) => b.score - a.score || (a.item.id < b.item.id ? -1 : 1));
  const shown = judged.slice(0, count(judged.map(({ score }) => score)));
  return {
    recommendations: shown.map((one) => ({
      // What is not told is answered as its default.
      item: { inclusions: [], timesOffered: 0, timesAccepted: 0, ...one.item },
      score: one.score,
      rationale: rationale(one, criteria, weights, wish, days),
      action: `/packages/${one.item.id}`,
    })),
    excluded: excluded.length > 0 ? excluded : undefined,
    stability: stability(judged, criteria, weights),
  };
}

/** How many of these scores, best first, are shown. */
export function count(scores: number[]): number {
  const least = scores.length > 0 ? scores[0] * 0.5 : 0;
  return Math.min(Math.max(scores.slice(0, 5).filter((score) => score >= least).length, 3), scores.length);
}

function validate(all: Package[]) {
  if (all.length > 500) throw new Error("context.packages: at most 500");
  const seen = new Set<string>();
  all.forEach(({ id, name, price, leadTimeDays, timesOffered = 0, timesAccepted = 0 }, at) => {
    const path = `context.packages[${at}]`;
    if (typeof id !== "string" || id === "" || id.length > 200 || seen.has(id)) throw new Error(`${path}.id`);
    if (typeof name !== "string" || name.length > 200) throw new Error(`${path}.name`);
    if (price != null && !(Number.isInteger(price) && price >= 0)) throw new Error(`${path}.price`);
    if (leadTimeDays != null && !(leadTimeDays >= 0 && leadTimeDays <= 3650)) throw new Error(`${path}.leadTimeDays`);
    if (timesAccepted > timesOffered) throw new Error(`${path}.timesAccepted`);
    seen.add(id);
  });
}

const DAY_MS = 86_400_000;
const COUNTS = new Map(Object.entries({
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  couple: 2,
  few: 3,
}));
const UNITS = [["hour", 1], ["day", 24], ["week", 168], ["fortnight", 336], ["month", 720], ["year", 8760]] as const;
const BETWEEN = new Set(["to", "or", "and", "of", "half", "business", "working", "more"]);

function daysOf(timeline: string, now: number): number | undefined {
  const text = timeline.trim().toLowerCase();
  const date = Date.parse(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T23:59:59Z` : text);
  if (/^\d{4}-/.test(text) && !Number.isNaN(date)) return Math.floor((date - now) / DAY_MS);
  if (/^(asap|urgent|now|today|immediately)$/.test(text)) return 0;
  if (text === "tomorrow") return 1;
  return counted(text.replaceAll(",", "").match(/\d+|[^\d\P{L}]+/gu) ?? []);
}

/** The sum of `2 weeks and 3 days`; of several counts for one unit the first, and what is no unit ends a count. */
function counted(words: string[]): number | undefined {
  let hours: number | undefined, count: number | undefined, parts = 1, isArticle = false;
  for (const word of words) {
    const each = UNITS.find(([unit]) => word.startsWith(unit))?.[1];
    const number = /^\d+$/.test(word) ? Number(word) : COUNTS.get(word);
    if (each !== undefined) {
      if (count !== undefined) hours = Math.floor(count * each / parts) + (hours ?? 0);
      count = undefined;
      parts = 1;
    } else if (number !== undefined) {
      if (count === undefined || isArticle) count = number;
      isArticle = word === "a" || word === "an";
    } else if (!BETWEEN.has(word)) count = undefined;
    else if (word === "half" && count === undefined) parts = 2;
  }
  const days = hours === undefined ? undefined : Math.floor(hours / 24);
  return days !== undefined && days <= 36_500 ? days : undefined;
}

function excludes({ available, leadTimeDays, currency }: Package, wish: Wish, days?: number): string | undefined {
  if (available === false) return "not available";
  if (leadTimeDays != null && days !== undefined && leadTimeDays > days) {
    return `takes ${leadTimeDays} days, there are ${Math.max(days, 0)}`;
  }
  const other = currency && wish.currency && currency.toLowerCase() !== wish.currency.toLowerCase();
  return other && wish.budget !== undefined ? `priced in ${currency}, the budget is in ${wish.currency}` : undefined;
}

const wordsOf = (text: string) =>
  text.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "" && !EMPTY_WORDS.has(word));
const stemOf = (word: string) => word.endsWith("s") ? word.slice(0, -1) : word;

/** The same, or one begins the other, an ending `s` aside. */
function isSame(a: string, b: string): boolean {
  if (a === b) return true;
  const [short, long] = a.length <= b.length ? [a, b] : [b, a], stem = stemOf(short);
  return stem.length >= STEM && long.startsWith(stem);
}

function fitOf(item: Package, asked: { text: string; words: string[] }[]) {
  const texts = [...item.inclusions ?? [], item.name, item.category ?? "", item.description ?? ""].map(wordsOf);
  let share = 0, covered = 0;
  const missing: string[] = [];
  for (const { text, words } of asked) {
    let most = 0;
    for (const have of texts) {
      const met = words.filter((word) => have.some((other) => isSame(word, other))).length;
      if (met > most) most = met;
    }
    share += most / words.length / asked.length;
    if (most === words.length) covered++;
    else missing.push(text);
  }
  return { share: Math.min(share, 1), covered, missing };
}

function affordable(price: number, budget: number): number {
  return price <= budget ? 1 : Math.max(1 - (price - budget) / budget / OVERRUN, 0);
}

function inTime(lead: number, days: number): number {
  return days <= 0 ? 1 : Math.min(Math.max((days - lead) / days / RESERVE, 0), 1);
}

/** Lower end of Wilson's 95 % interval (1927). */
function wilson(successes: number, trials: number): number {
  if (trials <= 0) return 0;
  const share = Math.min(Math.max(successes / trials, 0), 1), z2 = Z * Z;
  const spread = Z * Math.sqrt(share * (1 - share) / trials + z2 / (4 * trials * trials));
  return Math.max((share + z2 / (2 * trials) - spread) / (1 + z2 / trials), 0);
}

function categoryMeans(all: Package[]): Map<string | null, number> {
  const sums = new Map<string | null, { taken: number; offered: number }>();
  for (const { category = null, timesAccepted = 0, timesOffered = 0 } of all) {
    const sum = sums.get(category) ?? { taken: 1, offered: 2 };
    sum.taken += timesAccepted;
    sum.offered += timesOffered;
    sums.set(category, sum);
  }
  return new Map([...sums].map(([category, { taken, offered }]) => [category, taken / offered]));
}

/** The two criteria that contribute most, then the one that costs most. */
function rationale(one: Judged, criteria: Criterion[], weights: number[], wish: Wish, days?: number): string {
  const parts = criteria.map((criterion, at) => ({
    criterion,
    gives: weights[at] * one.values[at],
    costs: weights[at] * (1 - one.values[at]),
  })).sort((a, b) => b.gives - a.gives);
  const pros = parts.slice(0, 2).filter(({ gives }) => gives > 0).map(({ criterion }) => criterion);
  const told = pros.map((criterion) => phrase(criterion, one, wish, days));
  const con = parts.reduce((most, part) => part.costs >= most.costs ? part : most);
  if (con.costs >= WORTH_SAYING) {
    const costs = `costs ${(100 * con.costs).toFixed(0)} points of 100`;
    told.push(
      pros.includes(con.criterion)
        ? `what is lacking there ${costs}`
        : `but ${phrase(con.criterion, one, wish, days)}, which ${costs}`,
    );
  }
  const text = told.join("; ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function phrase(criterion: Criterion, { item, fit, mean }: Judged, { budget }: Wish, days?: number): string {
  switch (criterion) {
    case "fit": {
      const { covered, missing } = fit!;
      return missing.length === 0
        ? `covers all ${covered} requirements`
        : `covers ${covered} of ${covered + missing.length} requirements (not fully: ${missing.join(", ")})`;
    }
    case "budget": {
      if (item.price == null) return "its price is not known";
      if (item.price === budget) return "exactly the budget";
      const over = item.price > budget!, share = 100 * Math.abs(item.price - budget!) / budget!;
      return over && budget === 0 ? "not free" : `${share.toFixed(0)} % ${over ? "over" : "under"} the budget`;
    }
    case "timeline":
      return item.leadTimeDays == null
        ? "its lead time is not known"
        : `delivered in ${item.leadTimeDays} of ${days} days`;
    case "popularity":
      return item.timesOffered
        ? `taken ${item.timesAccepted} of ${item.timesOffered} times offered`
        : `not offered yet (${(100 * mean).toFixed(0)} % are taken in its category)`;
  }
}

/** Closeness to the best and distance from the worst (TOPSIS; Hwang & Yoon 1981). */
function topsis(rows: number[][], weights: number[]): number[] {
  const scale = weights.map((weight, c) => {
    const length = Math.sqrt(rows.reduce((sum, row) => sum + row[c] * row[c], 0));
    return length > 0 ? weight / length : 0;
  });
  const best = weights.map((_, c) => rows.reduce((most, row) => Math.max(most, row[c]), -Infinity));
  const worst = weights.map((_, c) => rows.reduce((least, row) => Math.min(least, row[c]), Infinity));
  const distance = (row: number[], to: number[]) =>
    Math.sqrt(row.reduce((sum, value, c) => sum + ((value - to[c]) * scale[c]) ** 2, 0));
  return rows.map((row) => {
    const near = distance(row, best), far = distance(row, worst);
    return near + far > 0 ? far / (near + far) : 1;
  });
}

/** Which weight puts another package first most easily. */
function stability(judged: Judged[], criteria: Criterion[], weights: number[]) {
  if (judged.length < 2) return undefined;
  const [first, ...others] = judged;
  const closeness = topsis(judged.map(({ values }) => values), weights);
  let easiest: { criterion: Criterion; weight: number; tippingWeight: number; overtakenBy: string } | undefined;
  let least = Infinity;
  for (const { item, values } of others) {
    criteria.forEach((criterion, at) => {
      let rest = 0, byOthers = 0;
      for (let c = 0; c < weights.length; c++) {
        if (c === at) continue;
        rest += weights[c];
        byOthers += weights[c] * (first.values[c] - values[c]);
      }
      if (rest <= 0) return;
      byOthers /= rest;
      const slope = first.values[at] - values[at] - byOthers, tipping = -byOthers / slope;
      const change = Math.abs(tipping - weights[at]);
      if (slope === 0 || !(tipping >= 0 && tipping <= 1) || change >= least) return;
      least = change;
      easiest = { criterion, weight: weights[at], tippingWeight: tipping, overtakenBy: item.id };
    });
  }
  return { ...easiest, topsisAgrees: closeness.every((other) => other <= closeness[0]) };
}
