/** How good the answers are; bench/analysis/quality works it out natively, which gives the same bits. */
import type { Effort } from "../contest/contest.ts";
import type { Finding, Verdict } from "../table.ts";

const root = new URL("../../", import.meta.url).pathname;

interface Figure {
  figure: string;
  measured: string;
  goal: string;
  /** Null where there was nothing to measure. */
  met: boolean | null;
}

export async function quality({ native }: Effort): Promise<Finding> {
  // A glance is for whether it runs: as the tests are built, and without the long searches.
  const [profile, ...glance] = native === "debug" ? ["dev", "--", "--glance"] : ["bench"];
  const args = ["run", "--quiet", "--package", "analysis", "--example", "quality", "--profile", profile, ...glance];
  const command = new Deno.Command("cargo", { args, cwd: root, stdout: "piped", stderr: "inherit" });
  const { success, stdout } = await command.output();
  if (!success) throw new Error("cargo run --example quality failed");
  const lines = new TextDecoder().decode(stdout).trim().split("\n");
  const figures: Figure[] = lines.map((line) => JSON.parse(line));
  const verdicts = figures.flatMap(({ figure, goal, measured, met }): Verdict[] =>
    met === null ? [] : [{ target: `${figure}: ${goal}`, measured, met }]
  );
  const rows = figures.map(({ figure, measured, goal }) => [figure, measured, goal]);
  return { title: "How good the answers are", columns: ["", "measured", "goal"], rows, verdicts };
}
