/** Twelve megapixels through `analyze_pixels`, downscale included. */
import { type Case, contest, type Effort, ratio } from "../contest/contest.ts";
import { type Finding, ms, times } from "../table.ts";

const picture = (width: number, height: number): Case => ({
  name: `${width} × ${height} pixels`,
  kernel: "pixels",
  input: JSON.stringify({ width, height }),
  compared: ({ tenengrad, laplacianVariance, noiseSigma }) => ({ tenengrad, laplacianVariance, noiseSigma }),
  // Sums of millions in another order.
  tolerance: 1e-3,
});

export async function twelveMegapixels(effort: Effort): Promise<Finding> {
  // A glance at fewer will do.
  const chosen = effort.rounds > 1 ? picture(4000, 3000) : picture(1000, 750);
  const [{ name, typescript, wasm, native }] = await contest([chosen], effort);
  const measured = ms(wasm.ms);
  return {
    title: "Pixels (processor time, the copy into wasm included; TypeScript without the hashes)",
    columns: ["", "TypeScript", "wasm", "native", "TypeScript / wasm", "wasm / native"],
    rows: [[
      name,
      ms(typescript.ms),
      measured,
      ms(native.ms),
      times(ratio(typescript, wasm).median),
      times(ratio(wasm, native).median),
    ]],
    verdicts: [{ target: "12 megapixels: ≤ 150 ms", measured, met: wasm.ms <= 150 }],
  };
}
