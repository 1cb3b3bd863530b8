/** Requests that nobody wrote in TypeScript: the deployed wasm against the same code as a native program. */
import { difference } from "../contest/agreement.ts";
import { type Effort, ratio } from "../contest/contest.ts";
import { Contender, native, wasm } from "../contest/process.ts";
import { interleave } from "../rounds.ts";
import { type Finding, ms } from "../table.ts";
import { event, type Shape } from "./event.ts";

interface Unrivalled {
  name: string;
  analysisType: string;
  shape: Shape;
}

const everything = { estimated: true, staffed: true, demanding: true, calendar: true, people: 60 };
const asked: Unrivalled[] = [
  {
    name: "staffing, 200 tasks, 60 people",
    analysisType: "staffing",
    shape: { tasks: 200, links: 400, ...everything },
  },
  {
    name: "critical path with risk and calendar, 1,000 tasks",
    analysisType: "critical_path",
    shape: { tasks: 1000, links: 2000, ...everything },
  },
];

export async function unrivalled(effort: Effort): Promise<Finding> {
  const rows: string[][] = [];
  for (const { name, analysisType, shape } of asked) {
    const input = JSON.stringify({ analysisType, event: event(shape) });
    const contenders = [wasm, native(effort.native)].map(Contender.start);
    try {
      for (const contender of contenders) await contender.prepare("events", input);
      const [ours, other] = [await contenders[0].outcome(), await contenders[1].outcome()];
      const fault = difference(JSON.parse(ours), JSON.parse(other));
      if (fault) throw new Error(`${name}: wasm and native code disagree at ${fault}`);
      for (const contender of contenders) await contender.prepare("request events-optimizer", input);
      const once = await contenders[1].run(1), perRound = Math.max(1, Math.round(effort.round / Math.max(once, 0.001)));
      const targets = contenders.map((contender) => ({
        name: contender.name,
        measure: async () => await contender.run(perRound) / perRound,
      }));
      const { rounds, seconds } = effort;
      const [inWasm, natively] = await interleave(targets, { rounds, warmUp: rounds > 1 ? 3 : 0, seconds });
      const { median, low, high } = ratio(inWasm, natively);
      const told = `${median.toFixed(2)} × (${low.toFixed(2)}–${high.toFixed(2)})`;
      rows.push([name, ms(inWasm.ms), ms(natively.ms), told]);
    } finally {
      await Promise.all(contenders.map((contender) => contender.stop()));
    }
  }
  return {
    title: "Text in to text out, without a peer in TypeScript",
    columns: ["", "wasm", "native", "wasm / native"],
    rows,
    verdicts: [],
  };
}
