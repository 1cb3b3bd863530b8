/** What the largest requests take in wasm: nothing may need more than the two seconds of processor time there are. */
import { Contender, wasm } from "../contest/process.ts";
import type { Effort } from "../contest/contest.ts";
import { median } from "../rounds.ts";
import { type Finding, ms, type Verdict } from "../table.ts";
import { at, event, list, type Shape, start } from "./event.ts";
import { dice } from "./inputs.ts";

const LARGEST_BODY = 8 * 1024 * 1024, MOST_MS = 2_000;

interface Largest {
  name: string;
  function: string;
  body: object;
}

const statuses = ["awaiting", "in_transit", "received", "prepped", "on_set", "shot", "delayed", "returned", "lost"];

/** Every sample may be shot, and is due. */
function samples(count: number, families: number, due: boolean) {
  const below = dice(count + families);
  return list(count, (n) => ({
    id: `s${n}`,
    status: due ? "prepped" : statuses[below(9)],
    setFamily: `f${below(families)}`,
    lookId: `l${below(count / 4 + 1 | 0)}`,
    isHero: below(9) === 0,
    shootMinutes: 5 + below(40),
    ...due ? { dueAt: at(below(20_000)) } : { etaAt: at(below(9_000)) },
  }));
}

function changeOvers(families: number) {
  const below = dice(families), minutes = () => Object.fromEntries(list(families, (n) => [`f${n}`, 1 + below(90)]));
  return Object.fromEntries(list(families, (n) => [`f${n}`, minutes()]));
}

/** A setup in which everybody and everything is short. */
function crowded(count: number, resources: number) {
  const below = dice(count);
  return {
    id: "crowded",
    startsAt: start,
    showAt: at(count * 6),
    tasks: list(count, (n) => ({
      id: `t${n}`,
      durationMinutes: 1 + below(60),
      pessimisticMinutes: 90 + below(30),
      ownerId: `o${below(20)}`,
      location: `l${below(20)}`,
      demands: Object.fromEntries(list(resources, (r) => [`r${r}`, 1 + below(3)])),
    })),
    resources: list(resources, (r) => ({ id: `r${r}`, capacity: 5 })),
  };
}

function gallery(count: number, alike: boolean) {
  const below = dice(count), hex = () => below(16).toString(16), unit = () => below(1000) / 1000;
  return list(count, (n) => ({
    id: `a${n}`,
    name: alike ? `Frame ${n}` : `Look ${below(60)} ${["front", "back"][below(2)]} ${n}`,
    ...alike ? { category: "dress" } : { lookId: `L${below(60)}`, angle: ["front", "back", "detail"][below(3)] },
    width: 1000 + below(4000),
    height: 1000 + below(4000),
    sharpness: unit(),
    exposure: unit(),
    composition: unit(),
    palette: list(4, () => `#${list(6, hex).join("")}`),
    perceptualHash: alike ? "9a5c3e7108f6b24d" : list(16, hex).join(""),
    capturedAt: at(n),
  }));
}

function shots(count: number, alike: boolean) {
  const below = dice(count + 1);
  return list(count, (n) => ({
    id: `h${n}`,
    name: `Look ${below(60)} front`,
    ...alike ? { category: "dress" } : { lookId: `L${below(60)}`, angle: ["front", "back", "detail"][below(3)] },
    required: 2 + n % 2,
    isHero: below(9) === 0,
  }));
}

function packages(count: number) {
  const below = dice(count), words = list(400, (n) => `service${n}s`);
  return list(count, (n) => ({
    id: `p${n}`,
    name: `Package ${n}`,
    description: list(60, () => words[below(400)]).join(" "),
    inclusions: list(100, () => `${words[below(400)]} and ${words[below(400)]}`),
    price: below(900_000),
    leadTimeDays: below(40),
    timesOffered: 50,
    timesAccepted: below(50),
  }));
}

const userId = "00000000-0000-4000-8000-000000000001";
const brand = { palette: list(32, (n) => `#${(n * 523_777 % 0x1000000).toString(16).padStart(6, "0")}`) };
const recommendations = (recommendationType: string, context: object) => ({
  function: "recommendations",
  body: { userId, recommendationType, context },
});
const optimizer = (analysisType: string, shape: Shape, more = {}) => ({
  function: "events-optimizer",
  body: { analysisType, event: event(shape), ...more },
});
const logistics = (sampleList: object[], more = {}) => ({
  function: "logistics-analyzer",
  body: { analysisType: "all", sampleList, now: start, shootAt: at(9_000), ...more },
});
const media = (alike: boolean) => ({
  function: "media-scorer",
  body: {
    analysisType: "all",
    assets: gallery(5_000, alike),
    shotList: shots(2_000, alike),
    selectCount: 200,
    brand: { ...brand, aspectRatios: ["4:5", "1:1"] },
  },
});

const everything = { estimated: true, staffed: true, demanding: true, calendar: true };
const largest: Largest[] = [
  { name: "logistics, all, 50,000 samples", ...logistics(samples(50_000, 40, false)) },
  { name: "logistics, all, 50,000 samples to shoot, due", ...logistics(samples(50_000, 40, true)) },
  {
    name: "logistics, all, 5,000 samples, 500 families in the table",
    ...logistics(samples(5_000, 500, false).map((one) => ({ ...one, status: "prepped" })), {
      setupMinutes: changeOvers(500),
    }),
  },
  {
    name: "logistics, all, 200 samples, each due",
    ...logistics(samples(200, 60, true), { setupMinutes: changeOvers(60) }),
  },
  {
    name: "logistics, all, 100 samples of 100 families",
    ...logistics(
      list(100, (n) => ({ id: `s${n}`, status: "prepped", setFamily: `f${n}`, shootMinutes: 1 })),
      { setupMinutes: changeOvers(100) },
    ),
  },
  {
    name: "events, all, 20,000 tasks, 100,000 links, estimates",
    ...optimizer("all", { tasks: 20_000, links: 100_000, estimated: true }),
  },
  {
    name: "events, critical path, 20,000 tasks, estimates, calendar",
    ...optimizer("critical_path", { tasks: 20_000, links: 100_000, estimated: true, calendar: true }),
  },
  {
    name: "events, all, 2,000 tasks with everything, 1,000 people",
    ...optimizer("all", { tasks: 2_000, links: 5_000, ...everything }, { scheduleBudget: 50_000 }),
  },
  {
    name: "events, schedule, 2,000 tasks, 20,000 links, 50,000 schedules",
    ...optimizer("schedule", { tasks: 2_000, links: 20_000, demanding: true }, { scheduleBudget: 50_000 }),
  },
  {
    name: "events, schedule, 120 tasks, 50,000 schedules",
    ...optimizer("schedule", { tasks: 120, links: 200, demanding: true }, { scheduleBudget: 50_000 }),
  },
  {
    name: "events, all, 500 tasks with everything, run of show",
    ...optimizer("all", { tasks: 500, links: 1_000, ...everything }, { scheduleBudget: 50_000 }),
  },
  {
    name: "events, run of show, 500 tasks on 99 resources, twice as much as fits",
    function: "events-optimizer",
    body: { event: crowded(500, 99), analysisType: "run_of_show" },
  },
  { name: "media, all, 5,000 pictures, 2,000 shots", ...media(false) },
  { name: "media, all, 5,000 pictures all alike, 2,000 shots", ...media(true) },
  {
    name: "recommendations, 500 packages of 100 inclusions, 50 requirements",
    ...recommendations("packages", {
      packages: packages(500),
      budget: 400_000,
      timeline: "30 days",
      requirements: list(50, (n) => `service${n}s with service${n + 50} and service${n + 100}`),
    }),
  },
  {
    name: "recommendations, next actions, 20,000 samples, 20,000 tasks",
    ...recommendations("next_actions", {
      sampleList: samples(20_000, 40, false),
      event: event({ tasks: 20_000, links: 60_000 }),
    }),
  },
  {
    name: "recommendations, features, 5,000 uses",
    ...recommendations("features", {
      featureUses: list(5_000, (n) => ({ feature: "media.selects", at: at(n - 90_000), accepted: n % 3 === 0 })),
    }),
  },
];

export async function limits({ rounds }: Effort): Promise<Finding> {
  const rows: string[][] = [], verdicts: Verdict[] = [];
  for (const { name, function: asked, body } of largest) {
    const text = JSON.stringify(body);
    if (text.length > LARGEST_BODY) throw new Error(`${name}: ${text.length} bytes are no request`);
    const contender = Contender.start(wasm);
    try {
      await contender.prepare(`request ${asked}`, text);
      const first = await contender.run(1), later: number[] = [];
      for (let round = 0; round < Math.min(rounds, 5); round++) later.push(await contender.run(1));
      rows.push([name, `${(text.length / 1024 / 1024).toFixed(1)} MB`, ms(first), ms(median(later))]);
      verdicts.push({ target: `${name}: ≤ 2 s`, measured: ms(first), met: first <= MOST_MS });
    } finally {
      await contender.stop();
    }
  }
  const columns = ["", "body", "an isolate's first", "later ones"];
  return { title: "The largest requests in wasm (processor time of the whole request)", columns, rows, verdicts };
}
