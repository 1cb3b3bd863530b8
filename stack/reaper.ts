/**
 * Ends the stack's children when the stack itself dies without a word (SIGKILL, a closed terminal).
 *
 * A tiny shell process reads the children's pids from a pipe. The operating system closes that pipe when the stack
 * ends, however it ends; the shell then signals whatever is still on its list.
 */
import type { Signal } from "./signals.ts";

const script = `trap '' INT TERM HUP
list=" "
while read -r verb pid signal; do
  kept=" "
  for entry in $list; do [ "\${entry%%:*}" = "$pid" ] || kept="$kept$entry "; done
  list="$kept"
  [ "$verb" = watch ] && list="$list$pid:$signal "
done
for entry in $list; do kill -s "\${entry#*:}" "\${entry%%:*}" 2>/dev/null; done
exit 0`;

export class Reaper {
  readonly #process = new Deno.Command("/bin/sh", {
    args: ["-c", script],
    stdin: "piped",
    stdout: "null",
    stderr: "null",
    cwd: "/",
    detached: true,
  }).spawn();
  readonly #pipe = this.#process.stdin.getWriter();
  #closed = false;

  /** From now on `pid` gets `signal` when the stack dies. */
  watch(pid: number, signal: Signal): void {
    this.#tell(`watch ${pid} ${signal.slice(3)}`);
  }

  /** The process ended by itself; its pid may soon belong to somebody else. */
  forget(pid: number): void {
    this.#tell(`forget ${pid} -`);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#pipe.close().catch(() => {});
    await this.#process.status;
  }

  #tell(line: string): void {
    if (!this.#closed) this.#pipe.write(new TextEncoder().encode(line + "\n")).catch(() => {});
  }
}
