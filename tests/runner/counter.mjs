// Reads how many tests passed off what the test programs print.

/** One line each, anywhere in the output. */
const LINES = {
  cargo: /^test result: \w+\. (?<passed>\d+) passed; (?<failed>\d+) failed; (?<ignored>\d+) ignored/,
  deno:
    /^\w+ \| (?<passed>\d+) passed(?: \(\d+ steps?\))? \| (?<failed>\d+) failed(?: \(\d+ steps?\))?(?: \| (?<ignored>\d+) ignored)?/,
};

/** The escape sequences of coloured output. */
// deno-lint-ignore no-control-regex
const COLOURS = /\u001b\[[0-9;]*m/g;

export class Counter {
  #pattern;
  #rest = "";
  #sums;

  /** `kind`: "cargo", "deno", or undefined where the exit code is the one result. */
  constructor(kind) {
    this.#pattern = LINES[kind];
  }

  /** Takes output in pieces of any size. */
  read(chunk) {
    if (!this.#pattern) return;
    const lines = (this.#rest + chunk).split("\n");
    this.#rest = lines.pop();
    lines.forEach((line) => this.#line(line));
  }

  #line(line) {
    const found = this.#pattern.exec(line.replaceAll(COLOURS, "").trim());
    if (!found) return;
    this.#sums ??= { passed: 0, failed: 0, ignored: 0 };
    for (const [key, text] of Object.entries(found.groups)) this.#sums[key] += Number(text ?? 0);
  }

  /** What was counted. A program that failed has at least one failure, and so has one that tested nothing. */
  results(succeeded) {
    if (!this.#pattern) return { passed: succeeded ? 1 : 0, failed: succeeded ? 0 : 1, ignored: 0 };
    this.#line(this.#rest);
    const sums = this.#sums ?? { passed: 0, failed: 0, ignored: 0 };
    const nothing = sums.passed + sums.failed + sums.ignored === 0;
    return !succeeded || nothing ? { ...sums, failed: Math.max(1, sums.failed) } : sums;
  }
}
