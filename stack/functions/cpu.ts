/** How much processor time a process has used. */

const ticksPerSecond = 100; // USER_HZ is 100 on every Linux that Deno runs on.

/** User and system time of a process in ms; undefined where the system does not tell (then wall time counts). */
export function cpuTime(pid: number): number | undefined {
  try {
    const stat = Deno.readTextFileSync(`/proc/${pid}/stat`);
    // The second field is the program's name in parentheses and may hold spaces.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return ((Number(fields[11]) + Number(fields[12])) * 1000) / ticksPerSecond;
  } catch {
    return undefined;
  }
}
