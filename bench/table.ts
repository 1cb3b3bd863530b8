/** What a question found out, and how it is shown. */

export interface Verdict {
  target: string;
  measured: string;
  met: boolean;
}

export interface Finding {
  title: string;
  columns: string[];
  rows: string[][];
  verdicts: Verdict[];
}

/** One Markdown section: the figures, then each target with its verdict. */
export function markdown({ title, columns, rows, verdicts }: Finding): string {
  const judged = verdicts.map(({ target, measured, met }) => [target, measured, met ? "met" : "**missed**"]);
  const judgement = judged.length > 0 ? [table(["target", "measured", "verdict"], judged)] : [];
  return [`## ${title}`, table(columns, rows), ...judgement].join("\n\n") + "\n";
}

function table(columns: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(" | ")} |`;
  return [line(columns), line(columns.map((_, at) => at === 0 ? "---" : "---:")), ...rows.map(line)].join("\n");
}

/** `1.23 ×` */
export const times = (ratio: number): string => `${ratio.toFixed(2)} ×`;
/** `1.234 ms` */
export const ms = (value: number): string => `${value.toFixed(value < 10 ? 3 : 1)} ms`;
