// The logistics analysis the way a careful TypeScript author would write it:
// the same rules and algorithms as shared/analysis/src/logistics, on plain
// objects and Maps, with typed arrays where numbers are many. The peer that the
// wasm is measured against.

import { batching } from "./logistics_batching.ts";

export type Status =
  | "awaiting"
  | "in_transit"
  | "received"
  | "prepped"
  | "on_set"
  | "shot"
  | "delayed"
  | "returned"
  | "lost";

export interface Sample {
  id: string;
  name?: string | null;
  status: Status;
  category?: string | null;
  isHero?: boolean | null;
  priority?: number | null;
  lookId?: string | null;
  etaAt?: string | null;
  dueAt?: string | null;
  setFamily?: string | null;
  shootMinutes?: number | null;
  substituteIds?: string[] | null;
}

export interface LogisticsInput {
  sampleList: Sample[];
  analysisType: "readiness" | "blockers" | "batching" | "all";
  shootAt?: string;
  setupMinutes?: Record<string, Record<string, number>>;
  defaultSetupMinutes?: number;
}

const STATUSES = new Set([
  "awaiting",
  "in_transit",
  "received",
  "prepped",
  "on_set",
  "shot",
  "delayed",
  "returned",
  "lost",
]);
const STAGE: Record<Status, number> = {
  awaiting: 0,
  returned: 0,
  lost: 0,
  delayed: 1,
  in_transit: 2,
  received: 4,
  prepped: 7,
  on_set: 10,
  shot: 10,
};
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const label = (s: Sample) => s.name || s.id;
const isReady = (s: Sample) => s.status === "on_set" || s.status === "shot";
const isOutstanding = (s: Sample) =>
  s.status === "awaiting" || s.status === "in_transit" || s.status === "delayed" || s.status === "returned" ||
  s.status === "lost";
const shootMinutes = (s: Sample) => s.shootMinutes ?? 20;

/** A sample with its times read once. */
interface Row {
  sample: Sample;
  eta: number | undefined;
  needed: number | undefined;
}

/** The input of a request, within its limits. */
export function readLogistics(text: string): LogisticsInput {
  const input = JSON.parse(text);
  validate(input.sampleList);
  return input;
}

export function analyze(input: LogisticsInput, now: number) {
  const samples = input.sampleList;
  validate(samples);
  const shootAt = input.shootAt === undefined ? undefined : time(input.shootAt, "shootAt");
  const rows: Row[] = samples.map((sample, at) => ({
    sample,
    eta: sample.etaAt == null ? undefined : time(sample.etaAt, `sampleList[${at}].etaAt`),
    needed: sample.dueAt == null ? shootAt : time(sample.dueAt, `sampleList[${at}].dueAt`),
  }));
  const byId = new Map<string, number>();
  const looks = new Map<string, number[]>();
  samples.forEach((sample, at) => {
    if (byId.has(sample.id)) throw new Error(`sampleList[${at}].id: already at ${byId.get(sample.id)}`);
    byId.set(sample.id, at);
    if (sample.lookId) {
      const look = looks.get(sample.lookId);
      if (look) look.push(at);
      else looks.set(sample.lookId, [at]);
    }
  });
  const wants = (part: string) => input.analysisType === part || input.analysisType === "all";
  return {
    readiness: wants("readiness") ? readiness(rows, looks, now) : undefined,
    blockers: wants("blockers") ? blockers(rows, byId, looks, now) : undefined,
    batching: wants("batching") ? batching(input, samples, Math.max(now, shootAt ?? now)) : undefined,
  };
}

function validate(samples: Sample[]) {
  if (!Array.isArray(samples) || samples.length > 50_000) throw new Error("sampleList: at most 50000");
  const text = (value: unknown, at: number, field: string) => {
    if (value != null && (typeof value !== "string" || value.length > 200)) {
      throw new Error(`sampleList[${at}].${field}: text of at most 200 characters`);
    }
  };
  samples.forEach((s, at) => {
    if (typeof s.id !== "string" || s.id === "" || s.id.length > 200) throw new Error(`sampleList[${at}].id`);
    if (!STATUSES.has(s.status)) throw new Error(`sampleList[${at}].status`);
    text(s.name, at, "name");
    text(s.category, at, "category");
    text(s.lookId, at, "lookId");
    text(s.setFamily, at, "setFamily");
    for (const field of ["priority", "shootMinutes"] as const) {
      const value = s[field];
      if (value != null && (!Number.isInteger(value) || value < 0 || value > 1440)) {
        throw new Error(`sampleList[${at}].${field}`);
      }
    }
    if (s.substituteIds != null && !Array.isArray(s.substituteIds)) throw new Error(`sampleList[${at}].substituteIds`);
  });
}

function time(text: string, field: string): number {
  const ms = Date.parse(text);
  if (Number.isNaN(ms) || !/(Z|[+-]\d\d:\d\d)$/i.test(text)) throw new Error(`${field}: RFC 3339 with a zone`);
  return ms;
}

function readiness(rows: Row[], looks: Map<string, number[]>, now: number) {
  let ready = 0, heroes = 0, heroesReady = 0, reached = 0, weights = 0;
  const categories = new Map<string, { category: string; ready: number; total: number }>();
  let chance: number | undefined = rows.length > 0 ? 1 : undefined;
  const waiting: Record<string, Sample[]> = {};
  for (const row of rows) {
    const { sample } = row;
    const isIn = isReady(sample) ? 1 : 0;
    ready += isIn;
    if (sample.isHero) {
      heroes++;
      heroesReady += isIn;
    }
    const name = sample.category || "uncategorised";
    let category = categories.get(name);
    if (!category) categories.set(name, category = { category: name, ready: 0, total: 0 });
    category.ready += isIn;
    category.total++;
    const priority = sample.priority === 1 ? 4 : sample.priority === 2 ? 3 : 2;
    const weight = sample.isHero ? 3 * priority : priority;
    reached += weight * STAGE[sample.status];
    weights += weight * 10;
    const own = inTime(row, now);
    chance = own === 0 || chance === 0 ? 0 : own === undefined || chance === undefined ? undefined : chance * own;
    if (!isIn) (waiting[sample.status] ??= []).push(sample);
  }
  const total = rows.length;
  const percent = (part: number, whole: number) => whole === 0 ? null : Math.round(part / whole * 100);
  const overall = percent(ready, total);
  const status = overall === null
    ? "unknown"
    : overall >= 90
    ? "excellent"
    : overall >= 80
    ? "good"
    : overall >= 70
    ? "acceptable"
    : "critical";
  let looksReady = 0;
  for (const look of looks.values()) if (look.every((at) => isReady(rows[at].sample))) looksReady++;
  return {
    overallPercentage: overall,
    weightedPercentage: percent(reached, weights),
    status,
    ready,
    total,
    hero: { ready: heroesReady, total: heroes },
    looks: { ready: looksReady, total: looks.size },
    byCategory: [...categories.values()].sort((a, b) => a.category < b.category ? -1 : 1),
    probabilityReady: chance,
    message: `${overall}% ready (${status}): ${ready} of ${total} samples on set or shot, ` +
      `${heroesReady} of ${heroes} heroes, ${looksReady} of ${looks.size} looks.`,
    recommendations: Object.entries(waiting).map(([status, group]) => {
      const first = group.toSorted((a, b) => Number(!!b.isHero) - Number(!!a.isHero)).slice(0, 3).map(label);
      return `${group.length} samples ${status}: ${first.join(", ")} and ${group.length - first.length} more.`;
    }),
  };
}

function inTime({ sample, eta: given, needed }: Row, now: number): number | undefined {
  if (!isOutstanding(sample)) return 1;
  if (sample.status === "lost" || sample.status === "returned" && !(given! > now)) return 0;
  const eta = given === undefined ? undefined : Math.max(given, now);
  if (eta === undefined || needed === undefined) return undefined;
  if (needed <= now) return 0;
  const deviation = Math.max(4 * HOUR, 0.15 * (eta - now)) * (sample.status === "delayed" ? 2 : 1);
  const later = (t: number) => 0.5 * erfc((t - eta) / deviation / Math.SQRT2);
  return Math.min(1, Math.max(0, 1 - later(needed) / later(now)));
}

/** Numerical Recipes' Chebyshev fit, fractional error below 1.2e-7. */
function erfc(x: number): number {
  const z = Math.abs(x), t = 1 / (1 + z / 2);
  const fit = t * Math.exp(
    -z * z - 1.26551223 + t * (1.00002368 + t * (0.37409196 + t * (0.09678418 + t * (-0.18628806 + t *
                        (0.27886807 + t * (-1.13520398 + t * (1.48851587 + t * (-0.82215223 + t * 0.17087277)))))))),
  );
  return x >= 0 ? fit : 2 - fit;
}

function blockers(rows: Row[], byId: Map<string, number>, looks: Map<string, number[]>, now: number) {
  const atHand = (id: string) => {
    const row = rows[byId.get(id) ?? -1];
    return row !== undefined && !isOutstanding(row.sample) && row.sample.status !== "shot";
  };
  const substitutes = (s: Sample) => (s.substituteIds ?? []).filter((id) => id !== s.id);
  const standIn = rows.map(({ sample }) => substitutes(sample).find(atHand));
  const open = new Map<string, { minutes: number; samples: number; missing: number }>();
  const lends = new Map<string, Set<string>>();
  for (const [look, members] of looks) {
    const sums = { minutes: 0, samples: 0, missing: 0 };
    for (const at of members) {
      const { sample } = rows[at];
      if (sample.status !== "shot") {
        sums.samples++;
        sums.minutes += shootMinutes(sample);
      }
      if (isOutstanding(sample) && standIn[at] === undefined) {
        sums.missing++;
        for (const id of substitutes(sample)) {
          const lent = lends.get(id);
          if (lent) lent.add(look);
          else lends.set(id, new Set([look]));
        }
      }
    }
    open.set(look, sums);
  }
  const found = [];
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at], { sample, needed } = row;
    if (!blocks(row, now)) continue;
    const covered = standIn[at] !== undefined;
    const affected = covered
      ? []
      : [...new Set([...sample.lookId ? [sample.lookId] : [], ...lends.get(sample.id) ?? []])];
    affected.sort();
    let minutes = covered || sample.lookId ? 0 : shootMinutes(sample), waiting = sample.lookId && !covered ? -1 : 0;
    for (const look of affected) {
      minutes += open.get(look)!.minutes;
      waiting += open.get(look)!.samples;
    }
    const expected = expectedAt(row, now);
    const delay = expected === undefined ? null : Math.ceil(Math.max(0, expected - (needed ?? now)) / MINUTE);
    const late = delay ?? (needed === undefined ? 0 : Math.ceil(Math.max(0, now - needed) / MINUTE));
    const alone = !covered &&
      (!!sample.isHero || isOutstanding(sample) && !!sample.lookId && open.get(sample.lookId)!.missing === 1);
    const score = scored(sample, affected.length, minutes, Math.max(0, waiting), late, covered);
    found.push({
      sampleId: sample.id,
      name: label(sample),
      severity: alone || score >= 75 ? "critical" : score >= 50 ? "high" : score >= 25 ? "medium" : "low",
      score,
      impact: covered
        ? `${sample.status}: ${label(rows[byId.get(standIn[at]!)!].sample)} can stand in.`
        : `${sample.status}: blocks ${
          duration(minutes)
        } of camera time in ${affected.length} looks; ${waiting} other samples wait for it.`,
      affectedLooks: affected,
      blockedMinutes: minutes,
      estimatedDelayMinutes: delay,
      estimatedDelay: delay === null ? "unknown" : duration(delay),
    });
  }
  return found.sort((a, b) => b.score - a.score || (a.sampleId < b.sampleId ? -1 : 1));
}

function blocks({ sample, eta, needed }: Row, now: number): boolean {
  switch (sample.status) {
    case "delayed":
    case "lost":
    case "returned":
      return true;
    case "awaiting":
    case "in_transit":
      return eta === undefined || eta < now || needed !== undefined && (eta > needed || needed < now);
    case "received":
      return needed !== undefined && needed < now;
    default:
      return false;
  }
}

function expectedAt({ sample, eta }: Row, now: number): number | undefined {
  if (sample.status === "lost") return undefined;
  if (sample.status === "received") return now;
  if (sample.status === "returned") return eta !== undefined && eta > now ? eta : undefined;
  return eta === undefined ? undefined : Math.max(eta, now);
}

const TROUBLE: Partial<Record<Status, number>> = { lost: 1, returned: 0.8, delayed: 0.6, awaiting: 0.2 };

function scored(s: Sample, looks: number, minutes: number, waiting: number, late: number, covered: boolean): number {
  const half = (amount: number, at: number) => amount / (amount + at);
  const sum = (s.isHero ? 0.9 : 0) + 0.2 * (s.priority === 1 ? 1 : s.priority === 2 ? 0.5 : 0) + 0.4 * half(looks, 1) +
    0.4 * half(minutes, 60) + 0.3 * half(waiting, 3) + 0.8 * half(late, 480) + (covered ? 0 : 0.2) +
    0.5 * (TROUBLE[s.status] ?? 0);
  return Math.round(-1000 * Math.expm1(-sum)) / 10;
}

export function duration(minutes: number): string {
  const days = Math.floor(minutes / 1440), hours = Math.floor(minutes / 60) % 24, rest = minutes % 60;
  if (days > 0) return hours > 0 ? `${days} d ${hours} h` : `${days} d`;
  if (hours > 0) return rest > 0 ? `${hours} h ${rest} min` : `${hours} h`;
  return `${rest} min`;
}
