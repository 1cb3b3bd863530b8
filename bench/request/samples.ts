/** Requests that calculate, text in to text out in one process, against the same function in TypeScript. */
import { interleave, time } from "../rounds.ts";
import { type Finding, ms, times, type Verdict } from "../table.ts";
import { environment, makeCaller, request } from "./caller.ts";
import { lean, ours } from "./contestants.ts";
import { admission } from "./database.ts";

const statuses = ["awaiting", "in_transit", "received", "prepped", "on_set", "shot", "delayed"];
const sizes = [1, 40, 1_000, 30_000];
const start = Date.UTC(2026, 10, 21, 8);

/** `count` samples of a shoot; `turn` makes the question a new one. */
export function shoot(count: number, turn: number): string {
  const at = (minutes: number) => new Date(start + minutes * 60_000).toISOString();
  const sampleList = Array.from({ length: count }, (_, n) => ({
    id: `sample-${n}`,
    name: `Sample ${n}`,
    status: statuses[(n * 5) % statuses.length],
    category: `category ${n % 9}`,
    isHero: n % 10 === 0,
    priority: 1 + n % 5,
    lookId: `look-${n >> 2}`,
    etaAt: at(60 + n % 600),
    setFamily: `family ${n % 10}`,
    shootMinutes: 5 + n % 20,
  }));
  return JSON.stringify({ sampleList, analysisType: "all", now: at(turn), shootAt: at(1440) });
}

export async function samples(): Promise<Finding> {
  const caller = await makeCaller();
  for (const [name, value] of Object.entries(environment(caller, "http://127.0.0.1:9"))) Deno.env.set(name, value);
  const [network, log] = [globalThis.fetch, console.log];
  globalThis.fetch = (input) =>
    Promise.resolve(
      String(input).endsWith("/edge_admit") ? Response.json(admission(false)) : new Response(null, { status: 204 }),
    );
  console.log = () => {};
  try {
    const handlers = await Promise.all([lean, ours].map(async ({ module }) => (await import(module)).default));
    const rows: string[][] = [];
    const verdicts: Verdict[] = [];
    for (const count of sizes) {
      const perRound = Math.max(1, Math.min(50, 1000 / count | 0));
      let turn = 0;
      const ask = async (handler: { fetch(request: Request): Promise<Response> }) => {
        const asked = request("http://127.0.0.1", caller, shoot(count, turn++));
        const took = await time(async () => {
          const response = await handler.fetch(asked);
          const text = await response.text();
          if (response.status !== 200) throw new Error(`${response.status} ${text}`);
        });
        await new Promise((resolve) => setTimeout(resolve)); // The record of this request ends.
        return took;
      };
      const targets = [lean, ours].map(({ name }, at) => ({
        name,
        async measure() {
          let sum = 0;
          for (let n = 0; n < perRound; n++) sum += await ask(handlers[at]);
          return sum / perRound;
        },
      }));
      const [typescript, own] = await interleave(targets, { rounds: count > 1000 ? 7 : 15, warmUp: 3, seconds: 12 });
      rows.push([count.toLocaleString("en"), ms(typescript.ms), ms(own.ms), times(own.ratio)]);
      verdicts.push({ target: `${count} never slower`, measured: times(own.ratio), met: own.ratio <= 1 });
    }
    const columns = ["samples", lean.name, ours.name, "ratio"];
    return { title: "A request that calculates, text in to text out", columns, rows, verdicts };
  } finally {
    [globalThis.fetch, console.log] = [network, log];
  }
}
