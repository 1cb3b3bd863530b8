/** How much processor time a process has used. */

const ticksPerSecond = 100; // USER_HZ is 100 on every Linux that Deno runs on.

/** User and system time of a process in ms; 0 when it is gone. */
export function cpuTime(pid: number): number {
  return Deno.build.os === "linux" ? fromProc(pid) : fromPs(pid);
}

function fromProc(pid: number): number {
  try {
    const stat = Deno.readTextFileSync(`/proc/${pid}/stat`);
    // The second field is the program's name in parentheses and may hold spaces.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return ((Number(fields[11]) + Number(fields[12])) * 1000) / ticksPerSecond;
  } catch {
    return 0;
  }
}

/** `[[days-]hours:]minutes:seconds[.hundredths]` */
function fromPs(pid: number): number {
  const shown = new Deno.Command("ps", { args: ["-o", "time=", "-p", String(pid)] }).outputSync();
  const [clock = "", days = "0"] = new TextDecoder().decode(shown.stdout).trim().split("-").reverse();
  const seconds = clock.split(":").reduce((total, part) => total * 60 + Number(part), 0);
  return (Number(days) * 86_400 + seconds) * 1000 || 0;
}
