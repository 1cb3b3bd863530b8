// Features as in shared/analysis/src/recommend/features: habit, role, and one
// slot for chance with its propensity.

import { generator } from "./random.ts";
import { count } from "./recommend_packages.ts";

export interface FeatureUse {
  feature: string;
  at: string;
  accepted?: boolean | null;
}

const FEATURES = ([
  ["logistics.readiness", "Sample readiness", "/logistics/readiness", "producer stylist logistics"],
  ["logistics.blockers", "What holds samples up", "/logistics/blockers", "producer logistics"],
  ["logistics.batching", "Shooting order", "/logistics/batching", "stylist photographer logistics"],
  ["events.critical_path", "Critical path", "/events/critical-path", "producer planner manager"],
  ["events.staffing", "Staffing gaps", "/events/staffing", "producer planner manager"],
  ["events.run_of_show", "Run of show", "/events/run-of-show", "producer planner director"],
  ["events.schedule", "Levelled schedule", "/events/schedule", "planner manager"],
  ["media.quality", "Picture quality", "/media/quality", "photographer retoucher editor"],
  ["media.missing", "Missing shots", "/media/missing", "photographer producer editor"],
  ["media.selects", "Selects", "/media/selects", "photographer editor director"],
  ["recommendations.packages", "Packages", "/packages", "producer manager brand"],
  ["recommendations.next_actions", "Next actions", "/next", "producer planner manager"],
  ["commerce.product_search", "Product search", "/products", "stylist brand merchandiser"],
] as const).map(([id, title, route, roles]) => ({ id, title, route, roles: roles.split(" ") }));

const DECAY = 0.1, OTHER_ROLE = 0.25, HABIT_STEPS = 2, NEAR_HOURS = 2, HOUR_MS = 3_600_000, DAY_MS = 86_400_000;
const GRID = 1024;

const known = new Map<string, number>(FEATURES.map(({ id }, at) => [id, at]));
function find(name: string): number {
  const exact = known.get(name);
  if (exact !== undefined) return exact;
  return FEATURES.findIndex(({ route }) =>
    name.startsWith(route) && (name.length === route.length || "/?#".includes(name[route.length]))
  );
}

export function features(
  uses: FeatureUse[],
  { currentPage, userRole }: { currentPage?: string; userRole?: string },
  now: number,
  seed: number,
) {
  if (uses.length > 5_000) throw new Error("context.featureUses: at most 5000");
  const read = uses.map(({ feature, at, accepted }, n) => {
    const time = Date.parse(at);
    if (Number.isNaN(time)) throw new Error(`context.featureUses[${n}].at`);
    return { feature: find(feature), time, accepted };
  });
  const n = FEATURES.length, here = currentPage === undefined ? -1 : find(currentPage);
  const steps = read.filter(({ feature, time, accepted }) => feature >= 0 && time <= now && accepted !== false)
    .sort((a, b) => a.time - b.time || a.feature - b.feature);
  const role = userRole?.toLowerCase(), last = steps.length - 1;
  const forRole = FEATURES.map(({ roles }) => role !== undefined && roles.some((one) => role.includes(one)));
  const previous = here >= 0 ? here : steps[last]?.feature ?? -1;
  const weight = forRole.map((fits) => fits ? 1 : OTHER_ROLE);
  const used = new Uint32Array(n), followed = new Uint32Array(n), near = new Uint32Array(n);
  const latest = new Float64Array(n).fill(NaN), hour = (time: number) => Math.floor(time / HOUR_MS) % 24;
  for (let age = 0; age <= last; age++) {
    const { feature, time } = steps[last - age];
    weight[feature] += Math.exp(-DECAY * Math.LN2 * age);
    used[feature]++;
    if (Number.isNaN(latest[feature])) latest[feature] = time;
    const apart = (hour(time) - hour(now) + 24) % 24;
    if (Math.min(apart, 24 - apart) <= NEAR_HOURS) near[feature]++;
  }
  for (let at = 0; at < last; at++) if (steps[at].feature === previous) followed[steps[at + 1].feature]++;
  const all = weight.reduce((sum, one) => sum + one, 0), left = followed.reduce((sum, one) => sum + one, 0);
  const raw = weight.map((one, f) => {
    const step = (followed[f] + HABIT_STEPS * one / all) / (left + HABIT_STEPS);
    const expected = used[f] * (2 * NEAR_HOURS + 1) / 24;
    return step * Math.sqrt((near[f] + 1) / (expected + 1));
  });
  const total = raw.reduce((sum, one) => sum + one, 0), next = raw.map((one) => one / total);

  const recommend = (feature: number, drawn = false) => {
    const { roles: _, ...item } = FEATURES[feature], reasons: string[] = [];
    if (previous >= 0 && followed[feature] > 0) {
      reasons.push(`next step ${followed[feature]} of ${left} times after ${FEATURES[previous].title}`);
    }
    if (used[feature] > 0) {
      const days = Math.floor((now - latest[feature]) / DAY_MS);
      const ago = days === 0 ? "within a day" : days === 1 ? "a day ago" : `${days} days ago`;
      reasons.push(`used ${used[feature] === 1 ? "once" : `${used[feature]} times`}, last ${ago}`);
    } else reasons.push("not used yet");
    if (forRole[feature]) reasons.push(`made for the role ${userRole}`);
    const rationale = `${drawn ? "A suggestion to find out: " : ""}${reasons.join("; ")}`;
    return { item, score: next[feature], rationale, action: item.route };
  };
  const order = FEATURES.map((_, f) => f).filter((f) => f !== here).sort((a, b) => next[b] - next[a] || a - b);
  const sure = Math.min(count(order.map((f) => next[f])), 4), rest = order.slice(sure);
  const arms = rest.map((f) => {
    const own = read.filter(({ feature }) => feature === f);
    const told = (accepted: boolean) => own.filter((use) => use.accepted === accepted).length;
    return { accepted: told(true), declined: told(false) };
  });
  const chances = propensities(arms), draw = generator(seed).unit();
  let upto = 0, arm = chances.findIndex((chance) => draw < (upto += chance));
  if (arm < 0) arm = rest.length - 1;
  const recommendations = order.slice(0, sure).map((f) => recommend(f));
  recommendations.push(recommend(rest[arm], true));
  return {
    recommendations,
    exploration: { slot: sure, featureId: FEATURES[rest[arm]].id, propensity: chances[arm] },
  };
}

/** Probability of each arm that its share, drawn from its beta posterior, is the greatest (Thompson 1933). */
function propensities(arms: { accepted: number; declined: number }[]): number[] {
  const logs = Float64Array.from({ length: GRID }, (_, cell) => Math.log((cell + 0.5) / GRID));
  const masses = arms.map(({ accepted, declined }) => {
    const mass = Float64Array.from(logs, (log, cell) => accepted * log + declined * logs[GRID - 1 - cell]);
    const peak = mass.reduce((most, log) => Math.max(most, log), -Infinity);
    for (let cell = 0; cell < GRID; cell++) mass[cell] = Math.exp(mass[cell] - peak);
    const total = mass.reduce((sum, one) => sum + one, 0);
    return mass.map((one) => one / total);
  });
  const below = masses.map((mass) => {
    let sum = 0;
    return mass.map((one) => (sum += one) - one / 2);
  });
  const wins = masses.map((mass, arm) => {
    let win = 0;
    for (let cell = 0; cell < GRID; cell++) {
      if (mass[cell] <= 1e-12) continue;
      let all = mass[cell];
      for (let other = 0; other < below.length; other++) if (other !== arm) all *= below[other][cell];
      win += all;
    }
    return win;
  });
  const total = wins.reduce((sum, win) => sum + win, 0);
  return wins.map((win) => win / total);
}
