/** Each analysis as a request, text in to text out: the deployed wasm, native Rust and TypeScript, all with one outcome. */
import { type Finding, ms, type Verdict } from "../table.ts";
import { without } from "../contest/agreement.ts";
import { type Case, contest, type Effort, looked, ratio } from "../contest/contest.ts";
import { shoot } from "../request/samples.ts";
import { at, event, type Shape } from "./event.ts";
import { dice, gallery, network, project } from "./inputs.ts";

/** What is told in words is told in each one's own. */
const WORDS = ["message", "estimatedDelay", "recommendations", "impact", "rationale", "estimatedTimeSavings", "reason"];

/** Whatever an event may have. */
const whole = { estimated: true, staffed: true, demanding: true, calendar: true, people: 60 };

/** Tasks of the plan that is asked not to be slower than TypeScript. */
const PLANNED = 10_000;

function logistics(count: number): Case {
  return {
    name: `logistics, ${count} samples, all`,
    kernel: "logistics",
    timed: "request logistics-analyzer",
    input: shoot(count, 0),
    compared: (answer) => without(answer, ...WORDS),
    tolerance: 1e-6, // Its erfc is one of seven digits.
  };
}

function criticalPath(count: number): Case {
  return {
    name: `critical path, ${count} tasks, ${2 * count} links`,
    kernel: "events",
    timed: "request events-optimizer",
    input: JSON.stringify(network(count, 2 * count, false)),
    compared: finishing,
  };
}

/** Its last moment is written with or without thousandths of a second. */
const finishing = ({ criticalPath: { finishAt, ...rest } }: { criticalPath: { finishAt: string } }) => [
  Date.parse(finishAt),
  without(rest, "reason"),
];

/** With durations that are estimated, and a calendar in a zone that the platform knows. */
function uncertain(tasks: number): Case {
  return {
    name: `critical path with risk and calendar, ${tasks} tasks`,
    kernel: "request events-optimizer",
    input: JSON.stringify({ analysisType: "critical_path", event: event({ tasks, links: 2 * tasks, ...whole }) }),
    compared: finishing,
  };
}

/** A levelled schedule of as many tasks as a large show has. */
function schedule(count: number): Case {
  const { durations, links, demands, capacities } = project(count, 1);
  const name = (resource: number) => `resource-${resource}`;
  const tasks = durations.map((durationMinutes, at) => ({
    id: `task-${at}`,
    durationMinutes,
    dependencies: links.filter(([, to]) => to === at).map(([from]) => `task-${from}`),
    demands: Object.fromEntries(demands[at].flatMap((units, one) => units > 0 ? [[name(one), units]] : [])),
  }));
  const resources = capacities.map((capacity, one) => ({ id: name(one), capacity }));
  const event = { id: "bench", startsAt: "2026-12-01T08:00:00Z", tasks, resources };
  return {
    name: `schedule, ${count} tasks, 1,000 schedules`,
    kernel: "events",
    timed: "request events-optimizer",
    input: JSON.stringify({ analysisType: "schedule", event, seed: 1 }),
    // Where the makespan leaves room, tasks may start here or there.
    compared: ({ schedule: { starts: _, ...found } }) => found,
  };
}

/** People of a large show with a calendar, in the zone that the platform knows: requests alone are asked for it. */
function staffing(tasks: number, people: number): Case {
  return {
    name: `staffing, ${tasks} tasks, ${people} people`,
    kernel: "request events-optimizer",
    input: JSON.stringify({ analysisType: "staffing", event: event({ tasks, links: 2 * tasks, ...whole, people }) }),
    compared: ({ staffing, crewConflicts }) => [staffing.map(dated), crewConflicts.map(dated)],
  };
}

/** Moments are written with seconds or with thousandths of them. */
const dated = (span: { from: string; to: string }) => ({
  ...span,
  from: Date.parse(span.from),
  to: Date.parse(span.to),
});

/** Its dates as moments: each writes them in its own way. */
function runOfShow(name: string, tasks: number, day: object): Case {
  const shape: Shape = { tasks, links: tasks * 3 / 2, ...whole };
  return {
    name: `run of show, ${tasks} tasks${name}`,
    kernel: "request events-optimizer",
    input: JSON.stringify({ analysisType: "run_of_show", event: { ...event(shape), ...day } }),
    compared: ({ runOfShow: { blocks, ...rest } }) => [
      blocks.map(({ startsAt, endsAt, ...block }: Dated) => [Date.parse(startsAt), Date.parse(endsAt), block]),
      without(rest, "reason"),
    ],
  };
}

interface Dated {
  startsAt: string;
  endsAt: string;
}

function media(analysisType: string, count: number, shots: number): Case {
  const below = dice(count + shots), unit = () => below(1000) / 1000;
  const color = () => `#${below(0x1000000).toString(16).padStart(6, "0")}`;
  const assets = gallery(count).map((asset, at) => ({
    ...asset,
    name: `IMG_${at} ${asset.category} ${asset.angle}.jpg`,
    width: 1000 + below(4000),
    height: 1000 + below(4000),
    exposure: unit(),
    noise: unit(),
    palette: [color(), color(), color()],
    status: ["pending", "approved", "approved", "rejected"][below(4)],
    // One in ten is a frame of the burst before it.
    perceptualHash: at % 10 === 9 ? "9a5c3e7108f6b24d" : asset.perceptualHash,
  }));
  const shotList = Array.from({ length: shots }, (_, at) => ({
    id: `shot-${at}`,
    name: `Shot ${at}`,
    sku: `S${below(300)}`,
    angle: ["front", "back", "detail", "side"][at % 4],
    required: 1 + below(2),
    isHero: below(8) === 0,
    priority: 1 + below(4),
  }));
  const brand = { palette: ["#1a1a2e", "#e0c097", "#f5f5f5"], minWidth: 2000, minHeight: 2500, aspectRatios: ["4:5"] };
  return {
    name: `media, ${analysisType}, ${count} pictures${shots > 0 ? `, ${shots} shots` : ""}`,
    kernel: "media",
    timed: "request media-scorer",
    input: JSON.stringify({ analysisType, assets, shotList, brand, selectCount: 20 }),
    compared: (answer) => without(answer, "rationale"),
    tolerance: 1e-9,
  };
}

function recommendations(recommendationType: string, name: string, context: object): Case {
  return {
    name: `recommendations, ${name}`,
    kernel: "recommendations",
    timed: "request recommendations",
    input: JSON.stringify({ userId: "00000000-0000-4000-8000-000000000001", recommendationType, context }),
    compared: (answer) => recommendationType === "next_actions" ? without(answer, "rationale") : answer,
    tolerance: 1e-9,
  };
}

function packages(count: number): Case {
  const below = dice(count), services = ["studio", "photographer", "retouching", "make-up", "models", "video"];
  const packages = Array.from({ length: count }, (_, at) => {
    const timesOffered = below(60);
    return {
      id: `package-${at}`,
      name: `Package ${at}`,
      category: ["lookbook", "campaign", "packshots"][below(3)],
      description: "A day in the studio, retouched within the week",
      price: 50_000 + below(900_000),
      currency: below(9) === 0 ? "USD" : "EUR",
      inclusions: services.filter(() => below(2) === 0),
      leadTimeDays: below(40),
      timesOffered,
      timesAccepted: below(timesOffered + 1),
    };
  });
  const requirements = ["studio", "retouched pictures", "models and make-up"];
  const wish = { budget: 400_000, currency: "EUR", timeline: "3 weeks", requirements };
  return recommendations("packages", `${count} packages`, { ...wish, packages });
}

function features(count: number): Case {
  const below = dice(count), skills = ["logistics.readiness", "events.staffing", "media.selects", "media.quality"];
  const featureUses = Array.from({ length: count }, (_, at) => ({
    feature: skills[below(skills.length)],
    at: new Date(Date.UTC(2026, 9, 1) + at * 3_600_000 + below(3_600_000)).toISOString(),
    accepted: below(2) === 0,
  }));
  return recommendations("features", `features after ${count} uses`, { userRole: "producer", featureUses });
}

function nextActions(count: number): Case {
  const { sampleList } = JSON.parse(shoot(count, 0));
  const event = { ...network(count, 2 * count, false).event, startsAt: "2026-12-01T08:00:00Z" };
  return recommendations("next_actions", `next actions, ${count} samples, ${count} tasks`, { sampleList, event });
}

const cases: Case[] = [
  logistics(40),
  logistics(1000),
  criticalPath(100),
  criticalPath(PLANNED),
  schedule(120),
  uncertain(1000),
  staffing(200, 60),
  runOfShow("", 60, {}),
  runOfShow(" that do not fit", 200, { showAt: at(2 * 1440), access: { from: at(1440), to: at(3 * 1440) } }),
  media("quality", 1000, 0),
  media("missing", 500, 200),
  media("selects", 500, 0),
  packages(50),
  packages(500),
  nextActions(200),
  features(1000),
];

export async function text(effort: Effort): Promise<Finding> {
  const rows: string[][] = [], verdicts: Verdict[] = [];
  // Cases of one analysis differ by their numbers.
  const chosen = looked(cases, effort, ({ name }) => name.replace(/[\d,]+/g, ""));
  for (const { name, typescript, again, wasm, native } of await contest(chosen, effort)) {
    const [ours, near, noise] = [ratio(wasm, typescript), ratio(wasm, native), ratio(again, typescript)];
    rows.push([name, ms(typescript.ms), ms(wasm.ms), ms(native.ms), told(ours), told(near), told(noise)]);
    if (name !== criticalPath(PLANNED).name) continue;
    const measured = `${ours.median.toFixed(2)} ×`;
    verdicts.push({ target: `${name}: not slower than TypeScript`, measured, met: ours.median <= 1 });
  }
  const columns = ["", "TypeScript", "wasm", "native", "wasm / TypeScript", "wasm / native", "TypeScript, again"];
  return { title: "Text in to text out (processor time of the whole request)", columns, rows, verdicts };
}

const told = ({ median, low, high }: ReturnType<typeof ratio>) =>
  `${median.toFixed(2)} × (${low.toFixed(2)}–${high.toFixed(2)})`;
