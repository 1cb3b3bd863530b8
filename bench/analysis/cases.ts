/** What is computed alone: by kernel, with inputs from seeds. */
import { without } from "../contest/agreement.ts";
import type { Case } from "../contest/contest.ts";
import { dice, gallery, graph, network, project } from "./inputs.ts";

/** A case and what is asked of it: so many times faster than TypeScript, so many times the native time at most. */
export interface Judged extends Case {
  fasterBy: number;
  ofNative?: number;
}

const bound = { fasterBy: 2, ofNative: 1.5 };

function levelling(n: number): Judged {
  const projects = [1, 2, 3].map((seed) => project(n, seed));
  const input = JSON.stringify({ projects, budget: 1000, seed: 1 });
  return { name: `levelling, 3 projects of ${n}, 1,000 schedules each`, kernel: "levelling", input, ...bound };
}

function risk(count: number): Judged {
  return {
    name: `simulation of ${count} tasks, ${2 * count} links`,
    kernel: "events",
    input: JSON.stringify(network(count, 2 * count, true)),
    compared: ({ criticalPath }) => criticalPath.risk,
    tolerance: 1e-9,
    ...bound,
  };
}

function matching(side: number, each: number): Judged {
  const input = JSON.stringify(graph(side, each));
  return { name: `matching, ${side} with ${each} edges each`, kernel: "matching", input, ...bound };
}

function selects(count: number): Judged {
  const below = dice(5), assets = gallery(count);
  const quality = assets.map(() => below(1000) / 1000), looks = assets.map(({ lookId }) => Number(lookId.slice(1)));
  return {
    name: `20 selects of ${count}`,
    kernel: "selects",
    input: JSON.stringify({ assets, quality, looks, count: 20 }),
    tolerance: 1e-12,
    ...bound,
  };
}

const criticalPath: Judged = {
  name: "critical path, 10000 tasks, 20000 links",
  kernel: "events",
  input: JSON.stringify(network(10_000, 20_000, false)),
  compared: (answer) => {
    const { finishAt, ...rest } = without(answer.criticalPath, "reason") as Record<string, unknown>;
    return { finishAt: Date.parse(finishAt as string), ...rest };
  },
  fasterBy: 1,
};

export const cases: Judged[] = [
  levelling(30),
  levelling(60),
  levelling(120),
  risk(120),
  risk(1000),
  matching(2000, 20),
  matching(300, 300),
  selects(200),
  selects(1000),
  criticalPath,
];
