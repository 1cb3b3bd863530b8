/** Each analysis alone, without JSON: wasm, native Rust and TypeScript on the same input, with the same outcome. */
import { type Finding, ms, type Verdict } from "../table.ts";
import { contest, type Effort, looked, ratio } from "../contest/contest.ts";
import { cases } from "./cases.ts";

export async function alone(effort: Effort): Promise<Finding> {
  const rows: string[][] = [], verdicts: Verdict[] = [];
  const chosen = looked(cases, effort, ({ name, kernel }) => kernel + name.split(" ")[0]);
  for (const [at, result] of (await contest(chosen, effort)).entries()) {
    const { name, typescript, again, wasm, native } = result, { fasterBy, ofNative } = chosen[at];
    const [faster, near, noise] = [ratio(typescript, wasm), ratio(wasm, native), ratio(again, typescript)];
    rows.push([name, ms(typescript.ms), ms(wasm.ms), ms(native.ms), told(faster), told(near), told(noise)]);
    const measured = `${faster.median.toFixed(2)} ×`;
    verdicts.push({
      target: `${name}: ≥ ${fasterBy} × faster than TypeScript`,
      measured,
      met: faster.median >= fasterBy,
    });
    if (ofNative !== undefined) {
      const measured = `${near.median.toFixed(2)} ×`;
      verdicts.push({ target: `${name}: ≤ ${ofNative} × native`, measured, met: near.median <= ofNative });
    }
  }
  const columns = ["", "TypeScript", "wasm", "native", "TypeScript / wasm", "wasm / native", "TypeScript, again"];
  return {
    title: "Analyses alone (processor time; the middle half of the rounds in brackets)",
    columns,
    rows,
    verdicts,
  };
}

const told = ({ median, low, high }: ReturnType<typeof ratio>) =>
  `${median.toFixed(2)} × (${low.toFixed(2)}–${high.toFixed(2)})`;
