// Quality and duplicates as a careful TypeScript author would write them; the
// same rules as shared/analysis/src/media/{quality,duplicates}.rs.

import { type Lab, labs, paletteDistance } from "./media_color.ts";
import { type Asset, hashOf, ones } from "./selects.ts";

export interface Brand {
  palette?: string[] | null;
  minWidth?: number | null;
  minHeight?: number | null;
  aspectRatios?: string[] | null;
}

export interface Quality {
  assetId: string;
  score: number | null;
  factors: { technical: object | null; composition: number | null; brand: object | null };
  coverage: number;
}

const SHORT_SIDE = 2048, UNSEEN = 2, ANOTHER = 30;
const SAME_BITS = 10, BURST_BITS = 16, BURST_MS = 3_000, COLORWAY = 20;

const thousandths = (value: number) => Math.round(value * 1000) / 1000;
const clamp = (value: number) => Math.min(Math.max(value, 0), 1);

/** The score of each asset. */
export function qualities(assets: Asset[], brand: Brand = {}): Quality[] {
  const wanted = labs(brand.palette);
  const shapes = (brand.aspectRatios ?? []).map((shape) => shape.split(":").map(Number));
  return assets.map((asset) => {
    const [technical, technicalKnown] = technicalOf(asset, brand);
    const [fit, fitKnown] = fitOf(asset, wanted, shapes);
    const composition = asset.composition ?? null;
    let sum = 0, weight = 0;
    const factor = (value: number | null | undefined, share: number) => {
      if (value == null) return;
      sum += share * value;
      weight += share;
    };
    factor(technical?.score, 0.5);
    factor(composition, 0.3);
    factor(fit?.score, 0.2);
    return {
      assetId: asset.id,
      score: weight > 0 ? Math.round(1000 * sum / weight) / 10 : null,
      factors: { technical, composition, brand: fit },
      coverage: thousandths(0.5 * technicalKnown + (composition === null ? 0 : 0.3) + 0.2 * fitKnown),
    };
  });
}

function technicalOf({ width, height, sharpness, exposure, noise }: Asset, brand: Brand) {
  const resolution = width != null && height != null ? resolutionOf(width, height, brand) : undefined;
  const cleanness = noise == null ? undefined : 1 - noise;
  let product = 1, known = 0;
  for (const part of [resolution, sharpness, exposure, cleanness]) {
    if (part == null) continue;
    product *= part;
    known++;
  }
  if (known === 0) return [null, 0] as const;
  return [{
    score: thousandths(product ** (1 / known)),
    resolution: resolution === undefined ? undefined : thousandths(resolution),
    sharpness: sharpness ?? undefined,
    exposure: exposure ?? undefined,
    cleanness: cleanness === undefined ? undefined : thousandths(cleanness),
  }, known / 4] as const;
}

function resolutionOf(width: number, height: number, { minWidth, minHeight }: Brand): number {
  const ratio = minWidth != null && minHeight != null
    ? Math.min(width / minWidth, height / minHeight)
    : minWidth != null
    ? width / minWidth
    : minHeight != null
    ? height / minHeight
    : Math.min(width, height) / SHORT_SIDE;
  return clamp(1 + Math.log2(ratio));
}

function fitOf({ palette: colors, brandMatch, width, height }: Asset, wanted: Lab[], shapes: number[][]) {
  const distance = paletteDistance(labs(colors), wanted);
  const palette = distance === undefined ? undefined : clamp(1 - (distance - UNSEEN) / (ANOTHER - UNSEEN));
  let aspectRatio: number | undefined;
  if (width != null && height != null) {
    for (const [w, h] of shapes) {
      const off = Math.abs(Math.log(width * h / Math.max(height * w, 1)));
      const nearness = clamp(1 - (off - Math.log(1.01)) / (Math.log(1.25) - Math.log(1.01)));
      aspectRatio = Math.max(aspectRatio ?? 0, nearness);
    }
  }
  let sum = 0, known = 0;
  for (const part of [brandMatch, palette, aspectRatio]) {
    if (part == null) continue;
    sum += part;
    known++;
  }
  if (known === 0) return [null, 0] as const;
  const asked = Number(brandMatch != null) + Number(wanted.length > 0) + Number(shapes.length > 0);
  return [{
    score: thousandths(sum / known),
    brandMatch: brandMatch ?? undefined,
    palette: palette === undefined ? undefined : thousandths(palette),
    paletteDistance: distance === undefined ? undefined : thousandths(distance),
    aspectRatio: aspectRatio === undefined ? undefined : thousandths(aspectRatio),
  }, known / asked] as const;
}

/** Positions of pictures that show the same, the best first. */
export function duplicates(assets: Asset[], scores: Quality[]): number[][] {
  const at: number[] = [], high: number[] = [], low: number[] = [], sights: Sight[] = [];
  assets.forEach((asset, position) => {
    const hash = hashOf(asset);
    if (!hash) return;
    at.push(position);
    high.push(hash[0]);
    low.push(hash[1]);
    sights.push(sightOf(asset));
  });
  const parents = assets.map((_, position) => position);
  const root = (node: number) => {
    while (parents[node] !== node) node = parents[node] = parents[parents[node]];
    return node;
  };
  for (let one = 0; one < at.length; one++) {
    for (let other = one + 1; other < at.length; other++) {
      const bits = ones(high[one] ^ high[other]) + ones(low[one] ^ low[other]);
      if (bits > BURST_BITS) continue;
      const [mine, theirs] = [root(at[one]), root(at[other])];
      if (mine !== theirs && isTheSame(sights[one], sights[other], bits)) {
        parents[Math.max(mine, theirs)] = Math.min(mine, theirs);
      }
    }
  }
  const members = new Map<number, number[]>();
  for (let position = 0; position < assets.length; position++) {
    const own = root(position), group = members.get(own);
    if (group) group.push(position);
    else members.set(own, [position]);
  }
  const standing = (position: number) => {
    const { status } = assets[position];
    return status === "approved" ? 0 : status === "rejected" ? 2 : 1;
  };
  const groups = [...members.values()].filter((group) => group.length > 1);
  for (const group of groups) {
    group.sort((one, other) =>
      standing(one) - standing(other) || (scores[other].score ?? 0) - (scores[one].score ?? 0) ||
      scores[other].coverage - scores[one].coverage || one - other
    );
  }
  return groups;
}

interface Sight {
  capturedAt?: number;
  sku?: string | null;
  color?: Lab;
}

function sightOf({ capturedAt, sku, palette }: Asset): Sight {
  const colors = labs(palette);
  const mean = (part: number) => colors.reduce((sum, color) => sum + color[part], 0) / colors.length;
  const color: Lab | undefined = colors.length > 0 ? [mean(0), mean(1), mean(2)] : undefined;
  return { capturedAt: capturedAt == null ? undefined : Date.parse(capturedAt), sku, color };
}

function isTheSame(one: Sight, other: Sight, bits: number): boolean {
  const burst = one.capturedAt !== undefined && other.capturedAt !== undefined &&
    Math.abs(one.capturedAt - other.capturedAt) <= BURST_MS;
  if (bits > SAME_BITS && !burst) return false;
  if (one.sku != null && other.sku != null && one.sku !== other.sku) return false;
  if (!one.color || !other.color) return true;
  const [l, a, b] = one.color.map((part, at) => part - other.color![at]);
  return l * l + a * a + b * b <= COLORWAY * COLORWAY;
}
