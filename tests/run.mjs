// npm test: everything, one suite after the other, each with its own output as it happens.
//   npm test -- <filter>…   only suites whose name contains one of the filters
//   npm run check           only what needs no running program
// The last line is "N passed, N failed".

import { orExplain, setup } from "../xtask/setup.mjs";
import { run } from "./runner/run.mjs";
import { suites } from "./runner/suites.mjs";
import { lastLine, table } from "./runner/summary.mjs";

const args = process.argv.slice(2);
const staticOnly = args.includes("--check");
const filters = args.filter((arg) => !arg.startsWith("--"));

orExplain(setup);
const chosen = suites().filter(
  (suite) =>
    (!staticOnly || suite.static) &&
    (filters.length === 0 || suite.always || filters.some((filter) => suite.name.includes(filter))),
);
if (chosen.every((suite) => suite.always)) {
  console.error(`No suite is called ${filters.join(" or ")}. There are:`);
  for (const suite of suites()) console.error(`  ${suite.name}`);
  process.exit(2);
}

const results = [];
for (const [index, suite] of chosen.entries()) {
  console.log(
    `\n── ${suite.name} (${index + 1} of ${chosen.length}) ${"─".repeat(Math.max(0, 60 - suite.name.length))}`,
  );
  results.push(await run(suite));
}
console.log(`\n${table(results)}\n`);
console.log(lastLine(results));
process.exitCode = results.some((result) => result.failed > 0) ? 1 : 0;
