/** A fresh isolate: import and first answer, each in a Deno process of its own. */
import { interleave } from "../rounds.ts";
import { type Finding, ms, times } from "../table.ts";
import { environment, makeCaller } from "./caller.ts";
import { type Contestant, contestants, denoFlags } from "./contestants.ts";
import { openStubDatabase } from "./database.ts";

const child = new URL("./cold_child.ts", import.meta.url).href;
const most = 4;

export async function cold(): Promise<Finding> {
  const caller = await makeCaller();
  const database = openStubDatabase(caller.userId);
  const env = { ...environment(caller, database.url), BENCH_TOKEN: caller.token };
  const target = ({ name, module }: Contestant) => ({
    name,
    async measure() {
      const { stdout, stderr } = await new Deno.Command(Deno.execPath(), { args: [...denoFlags, child, module], env })
        .output();
      const found = new TextDecoder().decode(stdout).match(/^first answer: ([\d.]+)$/m);
      if (!found) throw new Error(`${name}: ${new TextDecoder().decode(stderr)}`);
      return Number(found[1]);
    },
  });
  const measured = await interleave(contestants.map(target), { rounds: 21, warmUp: 2, seconds: 30 });
  await database.close();
  const above = measured[2].ms - measured[0].ms;
  return {
    title: "Cold isolate: import and first answer",
    columns: ["", "median", "above the bare handler", "ratio"],
    rows: measured.map((row) => [row.name, ms(row.ms), ms(row.ms - measured[0].ms), times(row.ratio)]),
    verdicts: [{ target: `≤ ${most} ms above the bare handler`, measured: ms(above), met: above <= most }],
  };
}
