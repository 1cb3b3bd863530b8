/** Inputs from seeds. */

/** A uniform whole number below `n`: mulberry32. */
export function dice(seed: number): (n: number) => number {
  let state = seed >>> 0;
  return (n) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * n);
  };
}

/** A project in the manner of PSPLIB's harder ones: four resources, three of them used by each activity, scarce. */
export function project(n: number, seed: number) {
  const below = dice(seed * 1000 + n);
  const durations = Array.from({ length: n }, () => 1 + below(10));
  const links: [number, number, number][] = [];
  for (let to = 3; to < n; to++) {
    const sources = new Set<number>();
    for (let link = 0; link < 1 + below(3); link++) sources.add(Math.max(0, to - 1 - below(Math.min(to, n >> 2))));
    for (const from of sources) links.push([from, to, durations[from]]);
  }
  const demands = durations.map(() => Array.from({ length: 4 }, () => below(4) === 0 ? 0 : 1 + below(10)));
  return { durations, links, demands, capacities: [16, 17, 18, 16] };
}

/** A request about a random network: links lead at most fifty tasks on. */
export function network(count: number, links: number, estimates: boolean) {
  const below = dice(42);
  const tasks = Array.from({ length: count }, (_, at) => {
    const durationMinutes = 10 + below(200);
    const range = { optimisticMinutes: durationMinutes >> 1, pessimisticMinutes: durationMinutes * 2 + below(30) };
    return { id: `task-${at}`, durationMinutes, ...(estimates ? range : {}), dependencies: [] as string[] };
  });
  for (let link = 0; link < links; link++) {
    const before = below(count - 1);
    tasks[Math.min(before + 1 + below(50), count - 1)].dependencies.push(`task-${before}`);
  }
  return { analysisType: "critical_path", event: { id: "bench", startsAt: "2026-11-21T08:00:00Z", tasks } };
}

/** A bipartite graph with `each` edges at each left node. */
export function graph(side: number, each: number) {
  const below = dice(side);
  const edges = Array.from({ length: side * each }, (_, at) => [Math.floor(at / each), below(side), 1 + below(1000)]);
  return { left: side, right: side, edges };
}

/** Pictures of 40 looks and 300 articles, with what is known of them. */
export function gallery(count: number) {
  const below = dice(count), unit = () => below(1000) / 1000;
  return Array.from({ length: count }, (_, at) => ({
    id: `a${at}`,
    lookId: `L${below(40)}`,
    sku: `S${below(300)}`,
    angle: ["front", "back", "detail", "side"][below(4)],
    category: ["dress", "shoe", "bag"][below(3)],
    sharpness: unit(),
    composition: unit(),
    perceptualHash: Array.from({ length: 16 }, () => below(16).toString(16)).join(""),
  }));
}
