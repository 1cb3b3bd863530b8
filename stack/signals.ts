/** Processes by pid: are they alive, whose are they, and how they are asked to end. */

export type Signal = "SIGINT" | "SIGTERM" | "SIGQUIT" | "SIGKILL";

/** Whether a process with this pid exists (a zombie does not count). */
export function isAlive(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) Z/s.test(Deno.readTextFileSync(`/proc/${pid}/stat`));
  } catch {
    return Deno.build.os !== "linux" && commandLine(pid) !== "";
  }
}

/** The command line of a process, or "" when there is none. */
export function commandLine(pid: number): string {
  if (Deno.build.os === "linux") {
    try {
      return Deno.readTextFileSync(`/proc/${pid}/cmdline`).replaceAll("\0", " ");
    } catch {
      return "";
    }
  }
  const shown = new Deno.Command("ps", { args: ["-p", String(pid), "-o", "args="] }).outputSync();
  return new TextDecoder().decode(shown.stdout).trim();
}

/** Sends a signal; false when the process is gone. */
export function signal(pid: number, name: Signal): boolean {
  try {
    Deno.kill(pid, name);
    return true;
  } catch {
    return false;
  }
}

/** Waits until the process is gone; false when it still lives after `ms`. */
export async function gone(pid: number, ms: number): Promise<boolean> {
  for (const end = Date.now() + ms; Date.now() < end;) {
    if (!isAlive(pid)) return true;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return !isAlive(pid);
}
