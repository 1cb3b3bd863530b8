/**
 * A cache hit on a database that costs nothing: the functions' own cost, and the calls counted. The targets are about the
 * real stack.
 */
import { interleave, median, time } from "../rounds.ts";
import { type Finding, ms, times } from "../table.ts";
import { environment, makeCaller, request } from "./caller.ts";
import { type Contestant, contestants, ours, question } from "./contestants.ts";
import { openStubDatabase } from "./database.ts";
import { start } from "./process.ts";

const perRound = 50;

export async function hit(): Promise<Finding> {
  const caller = await makeCaller();
  const database = openStubDatabase(caller.userId);
  const env = environment(caller, database.url);
  const begin = (contestant: Contestant) => start(contestant.module, env);
  const running = await Promise.all(contestants.map(begin));
  const ask = async (address: string) => {
    const response = await fetch(request(address, caller, question));
    const text = await response.text();
    if (response.status !== 200) throw new Error(`${response.status} ${text}`);
  };
  try {
    const targets = contestants.map(({ name }, at) => ({
      name,
      async measure() {
        const took: number[] = [];
        for (let n = 0; n < perRound; n++) took.push(await time(() => ask(running[at].address)));
        return median(took);
      },
    }));
    const measured = await interleave(targets, { rounds: 20, warmUp: 5, seconds: 40 });
    const calls = await callsOfOne(() => ask(running[contestants.indexOf(ours)].address), database);
    return {
      title: "Cache hit, p50, on a stub database that answers at once",
      columns: ["", "p50", "ratio"],
      rows: measured.map((row) => [row.name, ms(row.ms), times(row.ratio)]),
      verdicts: [
        { target: "exactly one call", measured: calls.join(", "), met: calls.join() === "edge_admit" },
      ],
    };
  } finally {
    await Promise.all(running.map((process) => process.stop()));
    await database.close();
  }
}

/** All calls that one request makes, those after its answer included. */
async function callsOfOne(ask: () => Promise<void>, database: ReturnType<typeof openStubDatabase>): Promise<string[]> {
  const pause = () => new Promise((resolve) => setTimeout(resolve, 200));
  await pause();
  database.calls.length = 0;
  await ask();
  await pause();
  return database.calls.map((path) => path.split("/").at(-1)!);
}
