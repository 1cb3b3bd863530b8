// The end of a run: a table, and the one line that machines read.

/** One row for each suite. */
export function table(results) {
  const width = Math.max(...results.map(({ name }) => name.length), 5);
  const row = (mark, name, passed, failed, time, why) =>
    `${mark} ${name.padEnd(width)} ${passed.padStart(7)} ${failed.padStart(7)} ${time.padStart(8)}  ${why}`.trimEnd();
  const rows = results.map(({ name, passed, failed, ignored, seconds, why }) =>
    row(
      failed > 0 ? "✗" : "✓",
      name,
      String(passed),
      String(failed),
      `${seconds.toFixed(1)} s`,
      [why, ignored > 0 ? `${ignored} ignored` : undefined].filter(Boolean).join(", "),
    )
  );
  return [row(" ", "suite", "passed", "failed", "time", ""), ...rows].join("\n");
}

/** "N passed, N failed". */
export function lastLine(results) {
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  return `${sum("passed")} passed, ${sum("failed")} failed`;
}
