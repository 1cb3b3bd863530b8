// The critical path as plain TypeScript would do it: the peer that
// `events-optimizer` is measured against. Text in, text out, the same fields,
// for plans that are not under way and keep no calendar.

type Kind = "FS" | "SS" | "FF" | "SF";
type Dependency = string | { taskId: string; type?: Kind; lagMinutes?: number };
type Task = {
  id: string;
  durationMinutes: number;
  optimisticMinutes?: number;
  pessimisticMinutes?: number;
  dependencies?: Dependency[];
};
type Network = {
  work: Float64Array;
  start: Int32Array; // links of task i: start[i] .. start[i + 1]
  other: Int32Array;
  kind: Uint8Array;
  lag: Float64Array;
  order: Int32Array;
};
const KINDS: Record<Kind, number> = { FS: 0, SS: 1, FF: 2, SF: 3 };

function read(tasks: Task[]): Network {
  const count = tasks.length;
  const positions = new Map<string, number>();
  for (let i = 0; i < count; i++) {
    const { id, durationMinutes } = tasks[i];
    if (typeof id !== "string" || !(durationMinutes >= 0)) throw new Error(`tasks[${i}]`);
    if (positions.has(id)) throw new Error(`tasks[${i}].id`);
    positions.set(id, i);
  }
  let links = 0;
  for (const task of tasks) links += task.dependencies?.length ?? 0;
  const work = new Float64Array(count);
  const start = new Int32Array(count + 1);
  const other = new Int32Array(links);
  const kind = new Uint8Array(links);
  const lag = new Float64Array(links);
  const waiting = new Int32Array(count);
  const next = new Int32Array(count + 1);
  let at = 0;
  for (let i = 0; i < count; i++) {
    work[i] = tasks[i].durationMinutes;
    for (const dependency of tasks[i].dependencies ?? []) {
      const plain = typeof dependency === "string";
      const before = positions.get(plain ? dependency : dependency.taskId);
      if (before === undefined) throw new Error("unknown task");
      other[at] = before;
      kind[at] = plain ? 0 : KINDS[dependency.type ?? "FS"];
      lag[at] = plain ? 0 : dependency.lagMinutes ?? 0;
      next[before + 1]++;
      at++;
    }
    start[i + 1] = at;
    waiting[i] = at - start[i];
  }
  for (let i = 0; i < count; i++) next[i + 1] += next[i];
  const fill = next.slice();
  const successor = new Int32Array(links);
  for (let i = 0; i < count; i++) {
    for (let l = start[i]; l < start[i + 1]; l++) successor[fill[other[l]]++] = i;
  }
  const order = new Int32Array(count);
  let found = 0;
  for (let i = 0; i < count; i++) if (waiting[i] === 0) order[found++] = i;
  for (let done = 0; done < found; done++) {
    const task = order[done];
    for (let l = next[task]; l < next[task + 1]; l++) {
      if (--waiting[successor[l]] === 0) order[found++] = successor[l];
    }
  }
  if (found < count) throw new Error("cycle");
  return { work, start, other, kind, lag, order };
}

/** The answer to a request of type `critical_path`, without risk. */
export function criticalPath(text: string): string {
  const { event } = JSON.parse(text) as { event: { startsAt: string; tasks: Task[] } };
  const tasks = event.tasks;
  const { work, start, other, kind, lag, order } = read(tasks);
  const count = tasks.length;
  const begin = new Float64Array(count);
  const free = new Float64Array(count);
  const driver = new Int32Array(count).fill(-1);
  let end = 0;
  let last = -1;
  for (const task of order) {
    let from = 0, unbound = 0, by = -1;
    for (let l = start[task]; l < start[task + 1]; l++) {
      const before = other[l];
      const k = kind[l];
      let bound = begin[before] + lag[l];
      if (k === 0 || k === 2) bound += work[before];
      if (k >= 2) bound -= work[task];
      else if (bound > unbound) unbound = bound;
      if (bound > from || (bound === from && by < 0)) {
        from = bound;
        by = before;
      }
    }
    begin[task] = from;
    free[task] = unbound;
    driver[task] = by;
    if (from + work[task] >= end) {
      end = from + work[task];
      last = task;
    }
  }
  const late = new Float64Array(count).fill(end);
  const own = new Float64Array(count).fill(end);
  const slack = new Float64Array(count);
  for (let i = 0; i < count; i++) slack[i] = end - begin[i] - work[i];
  for (let o = count - 1; o >= 0; o--) {
    const task = order[o];
    for (let l = start[task]; l < start[task + 1]; l++) {
      const before = other[l];
      const k = kind[l];
      const latest = (k < 2 ? late[task] - work[task] : late[task]) - lag[l];
      const early = (k < 2 ? begin[task] : begin[task] + work[task]) - lag[l];
      if (k === 0 || k === 2) {
        if (latest < late[before]) late[before] = latest;
        if (latest < own[before]) own[before] = latest;
        const gap = early - begin[before] - work[before];
        if (gap < slack[before]) slack[before] = gap;
      } else {
        if (latest + work[before] < late[before]) late[before] = latest + work[before];
        const gap = early - begin[before];
        if (gap < slack[before]) slack[before] = gap;
      }
    }
  }
  const path: string[] = [];
  for (let task = last; task >= 0; task = driver[task]) path.push(tasks[task].id);
  path.reverse();
  const costs: [number, number][] = [];
  for (let i = 0; i < count; i++) {
    const cost = Math.max(free[i] + work[i] + 60, begin[i] + work[i]) - own[i];
    if (cost > 0) costs.push([cost, i]);
  }
  costs.sort(([a, i], [b, j]) => b - a || work[j] - work[i] || i - j);
  return JSON.stringify({
    criticalPath: {
      durationMinutes: end,
      finishAt: new Date(Date.parse(event.startsAt) + end * 60_000).toISOString(),
      path,
      tasks: tasks.map(({ id }, i) => {
        const float = late[i] - begin[i] - work[i];
        return {
          taskId: id,
          earlyStart: begin[i],
          earlyFinish: begin[i] + work[i],
          lateStart: late[i] - work[i],
          lateFinish: late[i],
          totalFloat: float,
          freeFloat: slack[i],
          isCritical: float <= 0,
          drivenBy: driver[i] < 0 ? undefined : tasks[driver[i]].id,
        };
      }),
      bottlenecks: costs.slice(0, 50).map(([minutes, i]) => ({
        taskId: tasks[i].id,
        delayImpactMinutes: minutes,
        reason: `one more hour here moves the finish by ${minutes} min`,
      })),
      blockedTasks: [],
      warnings: [],
    },
  });
}

/** A uniform number in [0, 1): mulberry32. */
function generator(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Quantiles of the beta-PERT with its mode at `mode` in [0, 1], 513 of them. */
function quantiles(mode: number): Float64Array {
  const cells = 512;
  const density = (x: number) => x ** (4 * mode) * (1 - x) ** (4 - 4 * mode);
  const sum = new Float64Array(cells + 1);
  for (let c = 1; c <= cells; c++) {
    sum[c] = sum[c - 1] + (density((c - 1) / cells) + density(c / cells)) / 2;
  }
  const table = new Float64Array(cells + 1);
  let cell = 0;
  for (let step = 0; step < cells; step++) {
    const wanted = (sum[cells] * step) / cells;
    while (cell + 1 < cells && sum[cell + 1] <= wanted) cell++;
    table[step] = (cell + (wanted - sum[cell]) / (sum[cell + 1] - sum[cell])) / cells;
  }
  table[cells] = 1;
  return table;
}

/** The simulation by the same method: p50, p80, p95 and criticality. */
export function risk(text: string, samples: number, seed: number) {
  const { event } = JSON.parse(text) as { event: { tasks: Task[] } };
  const { start, other, kind, lag, order } = read(event.tasks);
  const count = event.tasks.length;
  const least = new Float64Array(count);
  const range = new Float64Array(count);
  const tables: Float64Array[] = [];
  const known = new Map<number, Float64Array>();
  event.tasks.forEach((task, i) => {
    least[i] = task.optimisticMinutes ?? task.durationMinutes;
    range[i] = (task.pessimisticMinutes ?? task.durationMinutes) - least[i];
    const place = range[i] > 0 ? (task.durationMinutes - least[i]) / range[i] : 0;
    const shape = Math.round(place * 512);
    if (!known.has(shape)) known.set(shape, quantiles(shape / 512));
    tables.push(known.get(shape)!);
  });
  const random = generator(seed);
  const work = new Float64Array(count);
  const begin = new Float64Array(count);
  const critical = new Uint8Array(count);
  const counts = new Uint32Array(count);
  const finishes = new Float64Array(samples);
  const bound = (task: number, l: number) => {
    const k = kind[l];
    let at = begin[other[l]] + lag[l];
    if (k === 0 || k === 2) at += work[other[l]];
    return k >= 2 ? at - work[task] : at;
  };
  for (let sample = 0; sample < samples; sample++) {
    let end = 0;
    for (const task of order) {
      const scaled = random() * 512;
      const cell = scaled | 0;
      const table = tables[task];
      const part = table[cell] + (scaled - cell) * (table[cell + 1] - table[cell]);
      work[task] = least[task] + range[task] * part;
      let from = 0;
      for (let l = start[task]; l < start[task + 1]; l++) from = Math.max(from, bound(task, l));
      begin[task] = from;
      end = Math.max(end, from + work[task]);
    }
    finishes[sample] = end;
    for (let i = 0; i < count; i++) critical[i] = begin[i] + work[i] === end ? 1 : 0;
    for (let o = count - 1; o >= 0; o--) {
      const task = order[o];
      if (!critical[task]) continue;
      counts[task]++;
      for (let l = start[task]; l < start[task + 1]; l++) {
        if (bound(task, l) === begin[task]) critical[other[l]] = 1;
      }
    }
  }
  finishes.sort();
  const at = (share: number) => Math.round(finishes[Math.ceil(share * samples) - 1]);
  const shares = event.tasks.map(({ id }, i) => [id, counts[i] / samples]);
  return { p50: at(0.5), p80: at(0.8), p95: at(0.95), criticality: Object.fromEntries(shares) };
}

/** A request about a random network: links lead at most fifty tasks on. */
export function network(count: number, links: number, estimates: boolean, seed = 42): string {
  const random = generator(seed);
  const below = (n: number) => Math.floor(random() * n);
  const tasks: Task[] = [];
  for (let i = 0; i < count; i++) {
    const durationMinutes = 10 + below(200);
    const range = estimates
      ? { optimisticMinutes: durationMinutes >> 1, pessimisticMinutes: durationMinutes * 2 + below(30) }
      : {};
    tasks.push({ id: `task-${i}`, durationMinutes, ...range, dependencies: [] });
  }
  for (let l = 0; l < links; l++) {
    const before = below(count - 1);
    const after = Math.min(before + 1 + below(50), count - 1);
    tasks[after].dependencies!.push(`task-${before}`);
  }
  const event = { id: "bench", startsAt: "2026-11-21T08:00:00Z", tasks };
  return JSON.stringify({ analysisType: "critical_path", event });
}
