/** Into wasm and out of it: as bytes read and written there, or as values of V8's JSON, against JSON in TypeScript. */
import { interleave } from "../rounds.ts";
import { type Finding, ms, times, type Verdict } from "../table.ts";
import { type Effort, ratio } from "../contest/contest.ts";
import { Contender, type Program, typescript, wasm } from "../contest/process.ts";
import { shoot } from "./samples.ts";

const sizes = [1, 40, 1_000, 30_000];

export async function boundary({ rounds, round, seconds }: Effort): Promise<Finding> {
  const rows: string[][] = [], verdicts: Verdict[] = [];
  for (const way of ["read", "write"]) {
    for (const count of sizes) {
      const input = shoot(count, 0);
      const ways: [Program, string][] = [[typescript, way], [wasm, `${way}, bytes`], [wasm, `${way}, values`]];
      const contenders = ways.map(([program]) => Contender.start(program));
      try {
        for (const [at, [, kernel]] of ways.entries()) await contenders[at].prepare(kernel, input);
        await contenders[0].run(1);
        const perRound = Math.max(1, Math.round(round / Math.max(await contenders[0].run(1), 0.001)));
        const targets = contenders.map((contender, at) => ({
          name: ways[at][1],
          measure: async () => await contender.run(perRound) / perRound,
        }));
        const [js, bytes, values] = await interleave(targets, { rounds, warmUp: rounds > 1 ? 3 : 0, seconds });
        const [ofBytes, ofValues] = [ratio(bytes, js).median, ratio(values, js).median];
        const name = `${way} ${count.toLocaleString("en")}`;
        rows.push([name, ms(js.ms), ms(bytes.ms), ms(values.ms), times(ofBytes), times(ofValues)]);
        verdicts.push({
          target: `${name}: bytes are the faster way`,
          measured: times(ofBytes / ofValues),
          met: ofBytes <= ofValues,
        });
      } finally {
        await Promise.all(contenders.map((contender) => contender.stop()));
      }
    }
  }
  const columns = ["samples", "TypeScript", "bytes", "JSON and serde-wasm-bindgen", "bytes / TS", "values / TS"];
  return { title: "The boundary", columns, rows, verdicts };
}
