/** The assistant: what its engine takes for one message, and a whole exchange on the real stack. */
import { interleave, median, time } from "../rounds.ts";
import { type Finding, ms, times } from "../table.ts";
import { environment, makeCaller, request } from "./caller.ts";
import type { Contestant } from "./contestants.ts";
import { admission } from "./database.ts";
import { start } from "./process.ts";
import { startRealStack } from "./stack.ts";

const at = (path: string) => new URL(path, import.meta.url).href;
const name = "chat-orchestrator";
const ours: Contestant = { name, module: at(`../../supabase/functions/${name}/index.ts`) };
const bare: Contestant = { name: "bare handler, the same two calls", module: at("../peers/bare_chat.ts") };
const again: Contestant = { ...bare, name: "bare handler, again (noise)" };

const statuses = ["awaiting", "in_transit", "received", "prepped", "on_set", "shot", "delayed"];
/** Forty samples, as a shoot has them. */
const sampleList = Array.from({ length: 40 }, (_, n) => ({
  id: `sample-${n}`,
  name: `Sample ${n}`,
  status: statuses[n % statuses.length],
  lookId: `look-${n >> 2}`,
}));
const said = [
  "are the samples ready for tmrw??",
  "what's holding us up",
  "whos on for backstage saturday",
  "montre-moi les photos manquantes stp",
  "and the second one?",
];
const question = (turns: number, message = "whats blocking the shoot") =>
  JSON.stringify({
    message,
    currentKit: "logistics",
    sessionId: "00000000-0000-4000-8000-000000000001",
    conversationHistory: said.slice(0, turns).map((content) => ({ role: "user", content })),
    userContext: { sampleList },
  });

/** Every user turn is understood like the message itself, in the deployed wasm: five turns more are five messages more. */
export async function chatEngine(): Promise<Finding> {
  const caller = await makeCaller();
  const env = environment(caller, "http://127.0.0.1:9");
  for (const [name, value] of Object.entries(env)) Deno.env.set(name, value);
  const [network, log] = [globalThis.fetch, console.log];
  globalThis.fetch = (input) =>
    Promise.resolve(
      String(input).endsWith("/edge_admit") ? Response.json(admission(false)) : new Response(null, { status: 201 }),
    );
  console.log = () => {};
  try {
    const { default: handler } = await import(ours.module);
    const ask = async (body: string) => {
      const asked = request("http://127.0.0.1", caller, body, name);
      const took = await time(async () => {
        const response = await handler.fetch(asked);
        const text = await response.text();
        if (response.status !== 200 || text.includes("auditLogged")) throw new Error(`${response.status} ${text}`);
      });
      await new Promise((resolve) => setTimeout(resolve)); // The record of this request ends.
      return took;
    };
    const perRound = 40;
    const target = (name: string, body: string) => ({
      name,
      async measure() {
        const took: number[] = [];
        for (let n = 0; n < perRound; n++) took.push(await ask(body));
        return median(took);
      },
    });
    const measured = await interleave([
      target("a message", question(0)),
      target("a message after five others", question(said.length)),
    ], { rounds: 25, warmUp: 5, seconds: 20 });
    const [alone, after] = measured;
    const engine = median(after.rounds.map((ms, round) => (ms - alone.rounds[round]) / said.length));
    return {
      title: "The assistant in one process: understood, answered from 40 samples, text in to text out",
      columns: ["", "p50"],
      rows: [...measured.map((row) => [row.name, ms(row.ms)]), ["one more message understood", ms(engine)]],
      verdicts: [{ target: "engine ≤ 0.3 ms a message", measured: ms(engine), met: engine <= 0.3 }],
    };
  } finally {
    [globalThis.fetch, console.log] = [network, log];
    for (const name of Object.keys(env)) Deno.env.delete(name); // Other questions start processes of their own.
  }
}

/** Below the limit of 60 a minute, which is reset between the rounds. */
const perRound = 20;
/** People pause between messages: what is recorded after one answer is not part of the next. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 30));

export async function chatRequest(): Promise<Finding> {
  const stack = await startRealStack();
  const caller = { ...stack, jwks: { keys: [] } };
  const body = question(0);
  const ask = async (address: string) => {
    const response = await fetch(request(address, caller, body, name));
    const text = await response.text();
    if (response.status !== 200 || text.includes("auditLogged")) throw new Error(`${response.status} ${text}`);
    return text;
  };
  const first = await start(ours.module, stack.env);
  const running = [first];
  try {
    const env = { ...stack.env, BENCH_QUESTION: body, BENCH_ANSWER: await ask(first.address) };
    const contestants = [bare, again, ours];
    running.push(...await Promise.all(contestants.map(({ module }) => start(module, env))));
    const all = new Map<string, number[]>();
    const targets = contestants.map(({ name }, index) => ({
      name,
      async measure(round: number) {
        await stack.sql`delete from edge.rate_limits`;
        const took: number[] = [];
        for (let n = 0; n < perRound; n++) {
          took.push(await time(() => ask(running[index + 1].address)));
          await settled();
        }
        if (round >= 0) all.set(name, [...all.get(name) ?? [], ...took]);
        return median(took);
      },
    }));
    const measured = await interleave(targets, { rounds: 15, warmUp: 3, seconds: 60 });
    const p90 = (name: string) => all.get(name)!.toSorted((a, b) => a - b)[Math.floor(all.get(name)!.length * 0.9)];
    const own = measured[2];
    return {
      title: "An exchange with the assistant on the real stack, with its audit row",
      columns: ["", "p50", "ratio", "p90"],
      rows: measured.map((row) => [row.name, ms(row.ms), times(row.ratio), ms(p90(row.name))]),
      verdicts: [
        { target: "p50 ≤ 1.2 × the bare handler", measured: times(own.ratio), met: own.ratio <= 1.2 },
        { target: "p90 far below 500 ms", measured: ms(p90(name)), met: p90(name) <= 250 },
      ],
    };
  } finally {
    await Promise.all(running.map((process) => process.stop()));
    await stack.stop();
  }
}
