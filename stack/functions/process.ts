/** One function's process: started, spoken to, watched and ended. */
import { fileURLToPath, pathToFileURL } from "node:url";
import { projectRoot } from "../paths.ts";
import type { Reaper } from "../reaper.ts";
import { signal } from "../signals.ts";
import { Budget, type Limits, type Overrun } from "./budget.ts";
import { cpuTime } from "./cpu.ts";

export interface ProcessOptions {
  name: string;
  /** The function's index.ts. */
  file: string;
  deno: string;
  /** The whole environment the function sees. */
  env: Record<string, string>;
  limits: Limits;
  reaper: Reaper;
  log: (line: string) => void;
}

/** The function could not be started. */
export class BootError extends Error {}

/** The process ended while it was answering. */
export class Ended extends Error {
  constructor(readonly reason: Overrun | "crash") {
    super(`the function's process ended: ${reason}`);
  }
}

const bootMs = 30_000;
// Without /proc every look costs a process of its own.
const checkEveryMs = Deno.build.os === "linux" ? 50 : 500;

const quietChecks = 20;

export class FunctionProcess {
  readonly pid: number;
  /** Resolves when the process is gone. */
  readonly ended: Promise<Overrun | "crash">;
  #address = "";
  #alive = true;
  #overrun: Overrun | undefined;
  readonly #child: Deno.ChildProcess;
  readonly #budget: Budget;
  readonly #options: ProcessOptions;
  readonly #end = new AbortController();
  #timer: ReturnType<typeof setInterval> | undefined;
  /** Processor time at the last check, and for how many checks it has been the same while nothing was answered. */
  #seen = 0;
  #quiet = 0;

  private constructor(options: ProcessOptions) {
    this.#options = options;
    this.#budget = new Budget(options.limits);
    const mark = crypto.randomUUID();
    this.#child = new Deno.Command(options.deno, {
      args: ["run", "-A", "--no-lock", "--no-check", "--quiet", worker, pathToFileURL(options.file).href, mark],
      cwd: projectRoot,
      clearEnv: true,
      env: options.env,
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
      detached: true,
    }).spawn();
    this.pid = this.#child.pid;
    options.reaper.watch(this.pid, "SIGKILL");
    this.#read(this.#child.stdout, mark);
    this.#read(this.#child.stderr);
    this.ended = this.#child.status.then((status) => {
      this.#alive = false;
      clearInterval(this.#timer);
      options.reaper.forget(this.pid);
      const reason = this.#overrun ?? "crash";
      if (!this.#stopped) options.log(`[${options.name}] process ended: ${describe(reason, status)}`);
      this.#end.abort(new Ended(reason));
      return reason;
    });
  }

  #stopped = false;
  #listening = () => {};
  readonly #ready = new Promise<void>((resolve) => this.#listening = resolve);

  /** Starts the process and waits until the function answers; throws {@link BootError}. */
  static async start(options: ProcessOptions): Promise<FunctionProcess> {
    const started = new FunctionProcess(options);
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => late.reject(new BootError(`no answer within ${bootMs} ms`)), bootMs);
    const failed = started.ended.then(() => {
      throw new BootError("the function could not be loaded (please check logs)");
    });
    failed.catch(() => {});
    try {
      await Promise.race([started.#ready, failed, late.promise]);
    } catch (error) {
      started.stop();
      throw error;
    } finally {
      clearTimeout(timer);
    }
    return started;
  }

  get alive(): boolean {
    return this.#alive && !this.#overrun;
  }

  /**
   * Sends a request on, which is in flight until `delivered` settles; throws {@link Ended} when the process ends before
   * it has answered. The body is passed on untouched: Deno moves it without waking JavaScript.
   */
  async fetch(path: string, request: Request, headers: Headers, delivered: Promise<void>): Promise<Response> {
    const finish = this.#budget.begin(Date.now(), this.#used());
    this.#timer ??= setInterval(() => this.#check(), checkEveryMs);
    try {
      const signal = AbortSignal.any([request.signal, this.#end.signal]);
      const { method, body } = request;
      const response = await fetch(this.#address + path, { method, headers, body, signal, redirect: "manual" });
      delivered.then(finish, finish);
      const answered = new Headers(response.headers);
      // fetch has undone the encoding, so neither this nor the length is true any more.
      if (answered.has("content-encoding")) answered.delete("content-length");
      answered.delete("content-encoding");
      return new Response(response.body, {
        status: response.status,
        statusText: response.statusText,
        headers: answered,
      });
    } catch (error) {
      finish();
      if (request.signal.aborted) throw error;
      // The connection breaks a moment before the system tells that the process ended.
      await Promise.race([this.ended, new Promise((resolve) => setTimeout(resolve, 1000))]);
      throw this.#alive ? error : new Ended(this.#overrun ?? "crash");
    }
  }

  stop(): void {
    this.#stopped = true;
    if (this.#alive) signal(this.pid, "SIGKILL");
  }

  #used(): number {
    return cpuTime(this.pid);
  }

  #check(): void {
    const used = this.#used();
    // Work may go on after the answer: the watch ends once there is none.
    this.#quiet = this.#budget.idle && used === this.#seen ? this.#quiet + 1 : 0;
    this.#seen = used;
    if (this.#quiet > quietChecks) {
      clearInterval(this.#timer);
      this.#timer = undefined;
      return;
    }
    this.#overrun = this.#budget.check(Date.now(), used);
    if (this.#overrun) signal(this.pid, "SIGKILL");
  }

  async #read(stream: ReadableStream<Uint8Array>, mark?: string): Promise<void> {
    let rest = "";
    for await (const text of stream.pipeThrough(new TextDecoderStream())) {
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) {
        if (mark && line.startsWith(`${mark} `)) {
          this.#address = `http://127.0.0.1:${line.slice(mark.length + 1)}`;
          this.#listening();
        } else this.#options.log(`[${this.#options.name}] ${line}`);
      }
    }
    if (rest) this.#options.log(`[${this.#options.name}] ${rest}`);
  }
}

const worker = fileURLToPath(new URL("./worker.ts", import.meta.url));

function describe(reason: Overrun | "crash", { code, signal }: Deno.CommandStatus): string {
  if (reason === "cpu") return "processor time limit reached";
  if (reason === "wall") return "wall clock limit reached";
  return signal ? `killed by ${signal}` : `exit code ${code}`;
}
