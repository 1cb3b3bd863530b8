/** How large each function's wasm is when it travels. */
import { existsSync } from "node:fs";
import { gzipSync } from "node:zlib";
import type { Finding } from "../table.ts";

const most = 120;
const folder = new URL("../../supabase/functions/", import.meta.url);

export function size(): Finding {
  const rows: string[][] = [];
  let [largest, missing] = [0, 0];
  for (const { name } of [...Deno.readDirSync(folder)].sort((a, b) => a.name < b.name ? -1 : 1)) {
    if (name.startsWith("_")) continue;
    const file = new URL(`${name}/${name.replaceAll("-", "_")}_bg.wasm`, folder);
    if (!existsSync(file)) {
      rows.push([name, "not built", "not built"]);
      missing++;
      continue;
    }
    const wasm = Deno.readFileSync(file);
    const gzipped = gzipSync(wasm, { level: 9 }).length / 1024;
    largest = Math.max(largest, gzipped);
    rows.push([name, `${(wasm.length / 1024).toFixed(1)} KB`, `${gzipped.toFixed(1)} KB`]);
  }
  const measured = `${largest.toFixed(1)} KB` + (missing > 0 ? `, ${missing} not built` : "");
  const verdict = { target: `each ≤ ${most} KB gzipped`, measured, met: largest <= most && missing === 0 };
  return { title: "Size of the wasm", columns: ["function", "size", "gzipped"], rows, verdicts: [verdict] };
}
