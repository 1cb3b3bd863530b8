/** How large each function's wasm is when it travels. */
import { gzipSync } from "node:zlib";
import type { Finding } from "../table.ts";

const most = 120;
const folder = new URL("../../supabase/functions/", import.meta.url);

export function size(): Finding {
  const rows: string[][] = [];
  let largest = 0;
  for (const { name } of [...Deno.readDirSync(folder)].sort((a, b) => a.name < b.name ? -1 : 1)) {
    if (name.startsWith("_")) continue;
    const wasm = Deno.readFileSync(new URL(`${name}/${name.replaceAll("-", "_")}_bg.wasm`, folder));
    const gzipped = gzipSync(wasm, { level: 9 }).length / 1024;
    largest = Math.max(largest, gzipped);
    rows.push([name, `${(wasm.length / 1024).toFixed(1)} KB`, `${gzipped.toFixed(1)} KB`]);
  }
  const verdict = { target: `each ≤ ${most} KB gzipped`, measured: `${largest.toFixed(1)} KB`, met: largest <= most };
  return { title: "Size of the wasm", columns: ["function", "size", "gzipped"], rows, verdicts: [verdict] };
}
