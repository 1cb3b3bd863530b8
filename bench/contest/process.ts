/** A contender as the bench sees it: a process to be asked. */
import type { Command, Usage } from "./contender.ts";
import { TextLineStream } from "./lines.ts";

const denoContender = new URL("./contender.ts", import.meta.url).pathname;
const root = new URL("../../", import.meta.url).pathname;

export interface Program {
  name: string;
  command: string[];
}

const onDeno = (...args: string[]) => [Deno.execPath(), "run", "-A", "--no-check", "--quiet", denoContender, ...args];

export const typescript: Program = { name: "TypeScript", command: onDeno("typescript") };
export const again: Program = { name: "TypeScript, again", command: onDeno("typescript") };
/** Draws the numbers that Rust draws; slower, so only for comparing outcomes. */
export const drawingAsRust: Program = { name: "TypeScript", command: onDeno("typescript", "--draw-as-rust") };
export const wasm: Program = { name: "wasm", command: onDeno("wasm") };
/** `folder` of cargo's output: "release", or "debug" where speed does not matter. */
export const native = (folder: string): Program => ({ name: "native", command: [`${target()}/${folder}/contender`] });

function target(): string {
  const given = Deno.env.get("CARGO_TARGET_DIR") ?? "target";
  return given.startsWith("/") ? given : root + given;
}

export class Contender {
  private constructor(
    readonly name: string,
    private readonly process: Deno.ChildProcess,
    private readonly writer: WritableStreamDefaultWriter<Uint8Array>,
    private readonly answers: ReadableStreamDefaultReader<string>,
  ) {}

  static start({ name, command: [program, ...args] }: Program): Contender {
    const process = new Deno.Command(program, { args, stdin: "piped", stdout: "piped", stderr: "inherit" }).spawn();
    const lines = process.stdout.pipeThrough(new TextDecoderStream()).pipeThrough(new TextLineStream());
    return new Contender(name, process, process.stdin.getWriter(), lines.getReader());
  }

  async prepare(kernel: string, input: string): Promise<void> {
    await this.ask({ prepare: { kernel, input } });
  }
  /**
   * Milliseconds of so many runs: those that its thread was on a processor, where the system tells (Linux), so that others
   * on the machine count less; else those that passed.
   */
  async run(times: number): Promise<number> {
    const before = await this.onProcessor();
    const passed = await this.ask({ run: times }) as number;
    const after = await this.onProcessor();
    return before === undefined || after === undefined ? passed : (after - before) / 1e6;
  }
  outcome(): Promise<string> {
    return this.ask("outcome") as Promise<string>;
  }
  usage(): Promise<Usage> {
    return this.ask("usage") as Promise<Usage>;
  }

  async stop(): Promise<void> {
    try {
      this.process.kill("SIGKILL");
    } catch {
      // It ended before.
    }
    await this.process.status;
  }

  /** Nanoseconds of the main thread so far. */
  private async onProcessor(): Promise<number | undefined> {
    const { pid } = this.process;
    const text = await Deno.readTextFile(`/proc/${pid}/task/${pid}/schedstat`).catch(() => undefined);
    return text === undefined ? undefined : Number(text.split(" ")[0]);
  }

  private async ask(command: Command): Promise<unknown> {
    await this.writer.write(new TextEncoder().encode(JSON.stringify(command) + "\n"));
    const { value, done } = await this.answers.read();
    if (done) throw new Error(`${this.name} ended over ${JSON.stringify(command).slice(0, 80)}`);
    return JSON.parse(value);
  }
}
