import { without } from "../contest/agreement.ts";
import type { Case } from "../contest/contest.ts";
import { dice, gallery, graph, network, project } from "./inputs.ts";
const cases: Case[] = [];
for (const n of [30, 60, 120]) {
  const projects = [1, 2, 3].map((seed) => project(n, seed));
  cases.push({ name: `levelling ${n}`, kernel: "levelling", input: JSON.stringify({ projects, budget: 1000, seed: 1 }) });
}
for (const [count, links] of [[120, 240], [1000, 2000]]) {
  cases.push({ name: `risk ${count}`, kernel: "events", input: JSON.stringify(network(count, links, true)), compared: o => ({risk: o.criticalPath.risk}), tolerance: 1e-9 });
}
cases.push({ name: `cpm`, kernel: "events", input: JSON.stringify(network(10000, 20000, false)), compared: o => without(o, "reason") });
for (const [side, each] of [[2000,20],[300,300]]) cases.push({ name: `matching ${side}`, kernel: "matching", input: JSON.stringify(graph(side,each)) });
for (const count of [200, 1000, 5000]) {
  const below = dice(5);
  const assets = gallery(count);
  cases.push({ name: `selects ${count}`, kernel: "selects", input: JSON.stringify({ assets, quality: assets.map(() => below(1000)/1000), looks: assets.map((a) => Number(a.lookId.slice(1))), count: 20 }), tolerance: 1e-12 });
}
export default cases;
