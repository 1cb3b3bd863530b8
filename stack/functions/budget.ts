/**
 * What a request may use up: 2 s of processor time and 150 s on the clock, as on the platform.
 *
 * The operating system counts processor time per process, and several requests may run in one. So a slice of it is
 * shared equally among the requests in flight while it was used; and where nothing at all is answered, a request is
 * charged all that its process has used since its own start or the last answer, so that a loop that blocks the process
 * ends after the same 2 s however many wait behind it.
 */

export interface Limits {
  /** Processor time per request, ms. */
  cpuMs: number;
  /** Time on the clock per request, ms. */
  wallMs: number;
}

/** The platform's limits. */
export const platformLimits: Limits = { cpuMs: 2000, wallMs: 150_000 };

interface Flight {
  startedAt: number;
  share: number;
  /** The process' total when this request started. */
  from: number;
}

export type Overrun = "cpu" | "wall";

/** Keeps the account of one process; times in ms come from the caller. */
export class Budget {
  readonly #flights = new Set<Flight>();
  #total = 0;
  #lastAnswerAt = 0;

  constructor(private readonly limits: Limits) {}

  get idle(): boolean {
    return this.#flights.size === 0;
  }

  /** A request starts; `used` is the process' processor time so far. The returned function says that it ended. */
  begin(now: number, used: number): () => void {
    this.#charge(used);
    const flight = { startedAt: now, share: 0, from: used };
    this.#flights.add(flight);
    return () => {
      this.#flights.delete(flight);
      this.#lastAnswerAt = this.#total;
    };
  }

  /** Whether some request is over its limit, or what goes on after the last answer is. */
  check(now: number, used: number): Overrun | undefined {
    this.#charge(used);
    if (this.idle && used - this.#lastAnswerAt > this.limits.cpuMs) return "cpu";
    for (const flight of this.#flights) {
      const blocked = used - Math.max(flight.from, this.#lastAnswerAt);
      if (flight.share > this.limits.cpuMs || blocked > this.limits.cpuMs) return "cpu";
      if (now - flight.startedAt > this.limits.wallMs) return "wall";
    }
    return undefined;
  }

  #charge(used: number): void {
    const slice = (used - this.#total) / Math.max(this.#flights.size, 1);
    for (const flight of this.#flights) flight.share += slice;
    this.#total = used;
  }
}
