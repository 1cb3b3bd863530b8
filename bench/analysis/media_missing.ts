// Missing shots as in shared/analysis/src/media/missing.rs.

import { type Edge, maxWeight } from "./matching.ts";
import { COUNTS, Fits, NEAR, type Shot } from "./media_fit.ts";
import type { Asset } from "./selects.ts";

const MAX_PAIRS = 1_000_000, CANDIDATES = 5, IMPORTANCE = 10_000_000, DAY_MS = 86_400_000;
const SEVERITIES = ["critical", "high", "medium", "low"];

const wanted = (shot: Shot) => shot.required ?? 1;
const thousandths = (fit: number) => Math.floor(fit * 1000 + 0.5);

export function coverage(assets: Asset[], shots: Shot[], now: number) {
  const slots = shots.reduce((sum, shot) => sum + wanted(shot), 0);
  if (slots > 5_000) throw new Error("shotList.required: at most 5000");
  const fits = new Fits(assets, shots), most = Math.max(Math.floor(MAX_PAIRS / Math.max(slots, 1)), 1);
  const rejected = assets.map(({ status }) => status === "rejected"), planned = rejected.slice();
  const edges: Edge[] = [], owners: number[] = [];
  shots.forEach((shot, at) => {
    let found: [asset: number, fit: number][] = [];
    fits.row(at).forEach((fit, asset) => {
      if (fit < COUNTS || rejected[asset]) return;
      found.push([asset, fit]);
      planned[asset] = true;
    });
    if (found.length > most) found = best(found, most, owners.length);
    for (let nth = 0; nth < wanted(shot); nth++) {
      const importance = (rank(shot) * 2 + Number(nth === 0)) * IMPORTANCE;
      for (const [asset, fit] of found) {
        const worth = 2 * thousandths(fit) + Number(assets[asset].status === "approved");
        edges.push({ left: owners.length, right: asset, weight: importance + worth });
      }
      owners.push(at);
    }
  });
  const serving = new Int32Array(assets.length).fill(-1);
  maxWeight(slots, assets.length, edges).forEach((asset, slot) => {
    if (asset >= 0) serving[asset] = owners[slot];
  });
  const captured = new Int32Array(shots.length);
  for (const shot of serving) if (shot >= 0) captured[shot]++;
  const missing = [];
  for (let at = 0; at < shots.length; at++) {
    const shot = shots[at], required = wanted(shot);
    if (captured[at] >= required) continue;
    const severity = severityOf(shot, captured[at], now);
    const { candidates, reason } = reasons(at, required, captured[at]);
    const entry = {
      shotId: shot.id,
      name: shot.name ?? shot.id,
      required,
      captured: captured[at],
      missing: required - captured[at],
      severity: SEVERITIES[severity],
      candidates: candidates.map((asset) => assets[asset].id),
      reason,
    };
    missing.push({ severity, due: shot.dueAt == null ? Infinity : Date.parse(shot.dueAt), at, entry });
  }
  missing.sort((a, b) => a.severity - b.severity || (a.due === b.due ? 0 : a.due - b.due) || a.at - b.at);
  return {
    missing: missing.map(({ entry }) => entry),
    unplanned: assets.filter((_, at) => !planned[at]).map(({ id }) => id),
  };

  /** The best few that might do, and what stands in the way. */
  function reasons(at: number, required: number, captured: number) {
    const row = fits.row(at), candidates: number[] = [];
    let turnedDown = 0, elsewhere = 0;
    for (let asset = 0; asset < row.length; asset++) {
      const fit = row[asset];
      if (fit < NEAR || serving[asset] === at) continue;
      if (rejected[asset]) {
        if (fit >= COUNTS) turnedDown++;
        continue;
      }
      if (fit >= COUNTS) elsewhere++;
      let place = candidates.length;
      while (place > 0 && row[candidates[place - 1]] < fit) place--;
      if (place < CANDIDATES) {
        candidates.splice(place, 0, asset);
        candidates.length = Math.min(candidates.length, CANDIDATES);
      }
    }
    const told = [captured === 0 ? `none of ${required} captured` : `${captured} of ${required} captured`];
    if (turnedDown > 0) told.push(`rejected though they would fit: ${turnedDown}`);
    if (elsewhere > 0) told.push(`needed for other shots though they would fit: ${elsewhere}`);
    else if (candidates.length > 0) {
      const [asset] = candidates, lacks = fits.lacks(at, asset);
      const open = lacks.length > 0 ? `, its ${lacks.join(" and ")} open` : "";
      const fit = row[asset].toFixed(2);
      told.push(`the nearest is ${assets[asset].id}, which fits ${fit} where ${COUNTS.toFixed(2)} counts${open}`);
    } else if (turnedDown === 0) told.push("no other picture comes near");
    return { candidates, reason: told.join("; ") };
  }
}

/** The best `most`, by thousandths; which of equals depends on `turn`. */
function best(found: [number, number][], most: number, turn: number): [number, number][] {
  const counts = new Uint32Array(1001);
  for (const [, fit] of found) counts[thousandths(fit)]++;
  let cut = 1000, above = 0;
  while (above + counts[cut] < most) above += counts[cut--];
  let onTheCut = most - above;
  const from = turn % found.length;
  return [...found.slice(from), ...found.slice(0, from)].filter(([, fit]) => {
    const step = thousandths(fit);
    return step > cut || step === cut && onTheCut-- > 0;
  });
}

function rank({ isHero, priority }: Shot): number {
  return isHero ? 4 : priority === 1 ? 3 : priority === 2 ? 2 : 1;
}

function severityOf({ isHero, priority, dueAt }: Shot, captured: number, now: number): number {
  const left = dueAt == null ? Infinity : Date.parse(dueAt) - now;
  const due = left < 0 ? 2 : left <= DAY_MS ? 1 : 0;
  const points = 1 + (isHero ? 2 : 0) + Number(priority === 1) + due - Number(captured > 0);
  return points >= 3 ? 0 : points === 2 ? 1 : points === 1 ? 2 : 3;
}
