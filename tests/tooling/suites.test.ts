// What `npm run check` reads is there on a fresh clone, or made by the check itself.

import assert from "node:assert/strict";
import { root } from "../deploy/support/command.ts";
import { suites } from "../runner/suites.mjs";

/** Where wasm is built to, and the option that builds it. */
const rooms = { "supabase/functions/": [], "tests/probes/": ["--probes"], "bench/": ["--bench"] };

Deno.test("whatever the check reads is built by a part of it that comes before", () => {
  const all: { name: string; command: string[]; static?: boolean }[] = suites();
  const checks = all.filter((suite) => suite.static);
  const check = checks.findIndex(({ name }) => name === "check typescript");
  const sources = checks[check]!.command.filter((word) => word.endsWith(".ts"));
  const shims = sources.filter((path) =>
    /^import .* from "\.\/.*_bg\.wasm";$/m.test(Deno.readTextFileSync(root + path))
  );
  assert.ok(shims.length > 5);
  for (const shim of shims) {
    const [, options] = Object.entries(rooms).find(([room]) => shim.startsWith(room))!;
    const build = ["cargo", "xtask", "build", ...options].join(" ");
    assert.ok(checks.slice(0, check).some(({ command }) => command.join(" ") === build), `${shim} needs ${build}`);
  }
});
