/** The contender in TypeScript. */
import { analyze, readLogistics } from "../analysis/logistics.ts";
import { events } from "../analysis/events.ts";
import { maxWeight } from "../analysis/matching.ts";
import { score } from "../analysis/media.ts";
import { analyzePixels, picture } from "../analysis/pixels.ts";
import { recommend } from "../analysis/recommend.ts";
import { fairQuota, Likeness, Pool } from "../analysis/selects.ts";
import { level, type Project } from "../analysis/schedule.ts";
import { type Kernel, synchronous } from "./kernel.ts";

/** The moment of every request that names none. */
const present = Date.UTC(2026, 10, 21, 8);

/** By kernel: the peer, on parsed input. */
// deno-lint-ignore no-explicit-any
const peers: Record<string, (input: any, now: number) => any> = {
  events,
  levelling: ({ projects, budget, seed }) => projects.map((project: Project) => level(project, budget, seed)),
  logistics: (input, now) => analyze(input, input.now ? Date.parse(input.now) : now),
  media: score,
  recommendations: recommend,
};
const functions: Record<string, string> = {
  "events-optimizer": "events",
  "logistics-analyzer": "logistics",
  "media-scorer": "media",
  recommendations: "recommendations",
};

export async function prepare(name: string, text: string): Promise<Kernel> {
  if (name.startsWith("request ")) {
    const { requests } = await import("./requests.ts");
    const { handler } = await import("../peers/handler.ts");
    const wanted = name.slice("request ".length);
    return requests(handler(wanted, peers[functions[wanted]], { remembers: true }), wanted, text);
  }
  const input = JSON.parse(text);
  const encoder = new TextEncoder(), decoder = new TextDecoder();
  if (name === "read") {
    const body = encoder.encode(text);
    return synchronous(() => readLogistics(decoder.decode(body)));
  }
  if (name === "write") {
    const answer = peers.logistics(input, present);
    return synchronous(() => encoder.encode(JSON.stringify(answer)));
  }
  if (name === "matching") {
    const edges = (input.edges as number[][]).map(([left, right, weight]) => ({ left, right, weight }));
    const partners = () => maxWeight(input.left, input.right, edges);
    return synchronous(partners, () => JSON.stringify([...partners()].map((right) => right < 0 ? null : right)));
  }
  if (name === "selects") {
    const likeness = new Likeness(input.assets), quality = Float64Array.from(input.quality);
    const group = Int32Array.from(input.looks as (number | null)[], (look) => look ?? -1);
    const { count, looks } = input;
    const choice = () => new Pool(quality, likeness, group, count, fairQuota(looks, count)).choose();
    return synchronous(choice, () => JSON.stringify(choice().map(({ at, gain }) => [at, gain])));
  }
  if (name === "pixels") {
    const { width, height } = input, rgba = picture(width, height);
    return synchronous(() => analyzePixels(rgba, width, height));
  }
  const peer = peers[name];
  if (!peer) throw new Error(`no peer is called ${name}`);
  return synchronous(() => peer(input, present));
}
