// The media analyses as a careful TypeScript author would write them: the peer
// that `media-scorer` is measured against.

import { type Brand, duplicates, qualities, type Quality } from "./media_quality.ts";
import type { Shot } from "./media_fit.ts";
import { coverage } from "./media_missing.ts";
import { type Asset, fairQuota, Likeness, Pool } from "./selects.ts";

export interface MediaInput {
  assets: Asset[];
  shotList?: Shot[];
  analysisType: "quality" | "missing" | "selects" | "all";
  selectCount?: number;
  brand?: Brand;
}

export function score(input: MediaInput, now: number) {
  const { assets, shotList: shots = [], analysisType, brand } = input;
  validate(assets, shots);
  const asked = (part: string) => analysisType === part || analysisType === "all";
  const covered = asked("missing") ? coverage(assets, shots, now) : undefined;
  let scores: Quality[] | undefined, groups: number[][] | undefined, chosen: object[] | undefined;
  if (asked("quality") || asked("selects")) {
    scores = qualities(assets, brand);
    groups = duplicates(assets, scores);
    if (asked("selects")) chosen = selects(assets, scores, groups, input.selectCount ?? 10);
  }
  return {
    qualityScores: asked("quality") ? scores : undefined,
    missingShots: covered?.missing,
    selects: chosen,
    duplicates: groups?.map((group) => group.map((at) => assets[at].id)),
    unplanned: covered?.unplanned,
  };
}

const TEXTS = ["name", "lookId", "sku", "shotId", "angle", "category"] as const;
const SHARES = ["sharpness", "exposure", "noise", "composition", "brandMatch"] as const;

function validate(assets: Asset[], shots: Shot[]) {
  unique("assets", assets, 5_000);
  unique("shotList", shots, 2_000);
  assets.forEach((asset, at) => {
    for (const field of TEXTS) {
      const text = asset[field];
      if (text != null && (typeof text !== "string" || text.length > 300)) throw new Error(`assets[${at}].${field}`);
    }
    for (const field of SHARES) {
      const share = asset[field];
      if (share != null && !(share >= 0 && share <= 1)) throw new Error(`assets[${at}].${field}`);
    }
    for (const side of [asset.width, asset.height]) {
      if (side != null && !(side >= 1 && side <= 1_000_000)) throw new Error(`assets[${at}]: width and height`);
    }
    const { palette, perceptualHash, capturedAt } = asset;
    if (palette?.some((color) => !/^#[0-9a-f]{6}$/i.test(color))) throw new Error(`assets[${at}].palette`);
    if (perceptualHash != null && !/^[0-9a-f]{16}$/i.test(perceptualHash)) {
      throw new Error(`assets[${at}].perceptualHash`);
    }
    if (capturedAt != null && Number.isNaN(Date.parse(capturedAt))) throw new Error(`assets[${at}].capturedAt`);
  });
}

function unique(field: string, rows: { id: string }[], most: number) {
  if (rows.length > most) throw new Error(`${field}: at most ${most}`);
  const seen = new Set<string>();
  rows.forEach(({ id }, at) => {
    if (typeof id !== "string" || id === "" || id.length > 200 || seen.has(id)) throw new Error(`${field}[${at}].id`);
    seen.add(id);
  });
}

/** The best and most varied of what was neither rejected nor is a lesser duplicate. */
function selects(assets: Asset[], scores: Quality[], groups: number[][], wanted: number) {
  const stoodFor = new Set(groups.flatMap((group) => group.slice(1)));
  const alike = new Map(groups.map((group) => [group[0], group.length]));
  const pool = assets.map((_, at) => at).filter((at) => assets[at].status !== "rejected" && !stoodFor.has(at));
  const known = pool.flatMap((at) => scores[at].score ?? []);
  const mean = known.length > 0 ? known.reduce((sum, score) => sum + score / 100, 0) / known.length : 0.5;
  const quality = Float64Array.from(pool, (at) => {
    const { score, coverage } = scores[at];
    return score === null ? mean : coverage * score / 100 + (1 - coverage) * mean;
  });
  const numbers = new Map<string, number>();
  const groupOf = pool.map((at) => {
    const { lookId, sku } = assets[at];
    if (lookId == null && sku == null) return null;
    const key = lookId != null ? `look ${lookId}` : `article ${sku}`;
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    return number;
  });
  const likeness = new Likeness(pool.map((at) => assets[at])), count = Math.min(wanted, pool.length);
  const group = Int32Array.from(groupOf, (one) => one ?? -1);
  const chosen = new Pool(quality, likeness, group, count, fairQuota(groupOf, count)).choose();
  return chosen.map(({ at, gain }, nth) => {
    const asset = assets[pool[at]], { score, coverage } = scores[pool[at]], told = [];
    told.push(
      score === null
        ? "quality not known"
        : `quality ${score.toFixed(1)} of 100, ${(coverage * 100).toFixed(0)}% of it known`,
    );
    const before = chosen.slice(0, nth);
    let near = -1, nearest = -1;
    for (const other of before) {
      const to = likeness.of(at, other.at);
      if (to >= nearest) [nearest, near] = [to, other.at];
    }
    if (near >= 0) {
      told.push(`most like ${assets[pool[near]].id} of those before it, at ${nearest.toFixed(2)} of 1`);
    }
    if (groupOf[at] !== null) {
      const same = before.filter((other) => groupOf[other.at] === groupOf[at]).length;
      told.push(`number ${same + 1} of ${asset.lookId != null ? `look ${asset.lookId}` : `article ${asset.sku}`}`);
    }
    const several = alike.get(pool[at]);
    if (several) told.push(`the best of ${several} alike`);
    told.push(`adds ${gain.toFixed(4)}`);
    return { ...asset, rationale: told.join("; "), gain };
  });
}
