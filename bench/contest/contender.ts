/**
 * A contender in a process of its own: commands come in as lines of JSON, each is answered by one. The native contender
 * (bench/measured/src/bin/contender) speaks the same language.
 *
 *   deno run -A contender.ts wasm | typescript [--draw-as-rust]
 */
import { TextLineStream } from "./lines.ts";
import type { Kernel } from "./kernel.ts";

export type Command = { prepare: { kernel: string; input: string } } | { run: number } | "outcome" | "usage";

/** What the process has used so far. */
export interface Usage {
  /** Processor time, in ms. */
  cpu: number;
  /** Resident memory now and at most, in bytes. */
  resident: number;
  peak: number;
  /** Memory of the wasm instances in sight, in bytes. */
  wasm: number;
}

const [side, ...options] = Deno.args;
if (options.includes("--draw-as-rust")) (await import("../analysis/random.ts")).drawAsRust();
const { prepare } = await import(side === "wasm" ? "./wasm.ts" : "./typescript.ts");

let kernel: Kernel | undefined;
const encoder = new TextEncoder();
for await (const line of Deno.stdin.readable.pipeThrough(new TextDecoderStream()).pipeThrough(new TextLineStream())) {
  const answer = await obey(JSON.parse(line));
  await writeAll(encoder.encode(JSON.stringify(answer) + "\n"));
}
Deno.exit(0);

async function obey(command: Command): Promise<unknown> {
  if (typeof command === "object" && "prepare" in command) {
    kernel = undefined;
    kernel = await prepare(command.prepare.kernel, command.prepare.input);
    return true;
  }
  if (!kernel) throw new Error("nothing was prepared");
  if (typeof command === "object") return await kernel.run(command.run);
  return command === "usage" ? await usage() : await kernel.outcome();
}

async function usage(): Promise<Usage> {
  const status = await Deno.readTextFile("/proc/self/status").catch(() => "");
  const kilobytes = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, "m").exec(status)?.[1] ?? NaN);
  const { user, system } = (await import("node:process")).default.cpuUsage();
  return {
    cpu: (user + system) / 1000,
    resident: kilobytes("VmRSS") * 1024,
    peak: kilobytes("VmHWM") * 1024,
    wasm: kernel?.memory?.() ?? 0,
  };
}

async function writeAll(bytes: Uint8Array): Promise<void> {
  for (let written = 0; written < bytes.length;) written += await Deno.stdout.write(bytes.subarray(written));
}
