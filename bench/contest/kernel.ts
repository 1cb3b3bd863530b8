/** What a contender measures: one piece of work on an input that was read before. */
export interface Kernel {
  /** Does the work so many times, and says how many milliseconds that took. */
  run(times: number): number | Promise<number>;
  /** What the work comes to, as JSON text. */
  outcome(): string | Promise<string>;
  /** Bytes of wasm memory, where there is one. */
  memory?(): number;
}

/** A kernel of plain synchronous work. */
export function synchronous(work: () => unknown, outcome = () => JSON.stringify(work())): Kernel {
  return {
    run(times) {
      const begun = performance.now();
      for (let n = 0; n < times; n++) work();
      return performance.now() - begun;
    },
    outcome,
  };
}
