/** Which account Postgres runs under: it refuses root, so root hands it over; everybody else just runs it. */
import { dirname } from "node:path";

/** How to spawn a Postgres program. */
export interface Account {
  /** Set when the process changes its user. */
  ids?: { uid: number; gid: number };
  /** Words before the program: a capability wrapper, where the account could not enter the directories otherwise. */
  prefix: string[];
}

/** The account to run Postgres under, so that it can reach every one of `paths`. */
export function postgresAccount(paths: string[]): Account {
  if (Deno.uid() !== 0) return { prefix: [] };
  const ids = lookUp() ?? (create() ? lookUp() : undefined) ?? { uid: 65534, gid: 65534 }; // else nobody
  if (paths.every(isOpenToOthers)) return { ids, prefix: [] };
  const wrapper = capabilityWrapper(ids);
  if (wrapper) return { prefix: wrapper };
  const closed = paths.find((path) => !isOpenToOthers(path));
  throw new Error(
    `Postgres does not run as root, and the account it runs under cannot enter ${closed}: ` +
      "move the project to a directory others may enter, or start as a normal user.",
  );
}

function lookUp(): { uid: number; gid: number } | undefined {
  const entry = Deno.readTextFileSync("/etc/passwd").split("\n").find((line) => line.startsWith("postgres:"));
  const [, , uid, gid] = entry?.split(":") ?? [];
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined;
}

function create(): boolean {
  try {
    const args = ["--system", "--no-create-home", "--user-group", "postgres"];
    return new Deno.Command("useradd", { args, stdout: "null", stderr: "null" }).outputSync().success;
  } catch {
    return false;
  }
}

/** Whether every directory above (and at) the path may be entered by anybody. */
function isOpenToOthers(path: string): boolean {
  for (let at = path;; at = dirname(at)) {
    try {
      const { mode } = Deno.statSync(at);
      if (at !== path && ((mode ?? 0) & 0o001) === 0) return false;
    } catch { /* not made yet: its parents decide */ }
    if (at === dirname(at)) return true;
  }
}

/** `setpriv` keeps just the right to pass closed directories while it drops everything else of root. */
function capabilityWrapper(ids: { uid: number; gid: number }): string[] | undefined {
  const capabilities = "+dac_override,+dac_read_search";
  const words = ["setpriv", `--reuid=${ids.uid}`, `--regid=${ids.gid}`, "--clear-groups"];
  words.push(`--inh-caps=${capabilities}`, `--ambient-caps=${capabilities}`);
  try {
    const tried = new Deno.Command("setpriv", { args: [...words.slice(1), "true"], stdout: "null", stderr: "null" });
    return tried.outputSync().success ? words : undefined;
  } catch {
    return undefined;
  }
}

/** Spawns a Postgres program under the account, seeing nothing of our environment. */
export function spawnAs(
  account: Account,
  program: string,
  words: string[],
  options: Deno.CommandOptions,
): Deno.ChildProcess {
  const [command, ...rest] = [...account.prefix, program, ...words];
  const env = { PATH: Deno.env.get("PATH") ?? "/usr/bin:/bin", LC_ALL: "C", LC_MESSAGES: "C" };
  const common = { stdin: "null", cwd: "/", clearEnv: true, env, ...account.ids } as const;
  return new Deno.Command(command ?? program, { args: rest, ...common, ...options }).spawn();
}

/** Who must own the cluster's files, where that is not us. */
export function ownerOf({ ids, prefix }: Account): { uid: number; gid: number } | undefined {
  const id = (name: string) => Number(prefix.find((word) => word.startsWith(name))?.split("=")[1]);
  return ids ?? (prefix.length ? { uid: id("--reuid"), gid: id("--regid") } : undefined);
}
