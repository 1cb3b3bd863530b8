/** Who runs on a data directory: at most one stack, and everybody can ask which. */
import { commandLine } from "./signals.ts";

export interface Running {
  pid: number;
  /** Set once the stack answers. */
  url?: string;
}

/** The stack that runs on this directory; a dead one's note counts as none. */
export function findRunning(file: string): Running | undefined {
  try {
    const running: Running = JSON.parse(Deno.readTextFileSync(file));
    // The pid may belong to another program by now.
    return /stack\/start\.ts/.test(commandLine(running.pid)) ? running : undefined;
  } catch {
    return undefined;
  }
}

/** Writes the note in one step, so that no reader sees half of it. */
export function noteRunning(file: string, running: Running): void {
  Deno.writeTextFileSync(`${file}.new`, JSON.stringify(running) + "\n");
  Deno.renameSync(`${file}.new`, file);
}

export function forgetRunning(file: string): void {
  try {
    Deno.removeSync(file);
  } catch { /* already gone */ }
}
