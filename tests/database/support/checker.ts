// A Postgres that has plpgsql_check, which `supabase db lint` needs and the npm binaries lack: the system's own, or a copy of it
// beside which Debian's package is unpacked. Nothing of the system is changed.
import { join } from "node:path";
import { connect } from "./scratch.ts";

const system = "/usr/lib/postgresql";
const shared = "/usr/share/postgresql";
const copies = new URL("../../../.stack/plpgsql_check/", import.meta.url).pathname;

/** How to start such a server; undefined where there is none and none can be made. */
export async function checkingServer(): Promise<{ bin?: string } | undefined> {
  const given = Deno.env.get("SCRATCH_DB_URL");
  if (!given) return await checkingBinaries().then((bin) => bin ? { bin } : undefined);
  const sql = connect(given, 1);
  const found = await sql`select from pg_available_extensions where name = 'plpgsql_check'`;
  await sql.end();
  return found.length > 0 ? {} : undefined;
}

async function checkingBinaries(): Promise<string | undefined> {
  for (const version of versions()) {
    for (const root of ["/", join(copies, version)]) {
      if (exists(join(root, system, version, "lib", "plpgsql_check.so"))) return join(root, system, version, "bin");
    }
  }
  for (const version of versions()) {
    const root = join(copies, version);
    if (await copyWithPackage(version, root)) return join(root, system, version, "bin");
  }
}

/** The installed major versions, newest first. */
function versions(): string[] {
  try {
    return [...Deno.readDirSync(system)].map(({ name }) => name)
      .filter((name) => exists(join(system, name, "bin", "initdb"))).sort((a, b) => Number(b) - Number(a));
  } catch {
    return [];
  }
}

/** Postgres finds its files from where its program lies: programs are copied, all else is linked. False without the package. */
async function copyWithPackage(version: string, root: string): Promise<boolean> {
  const made = `${root}.${crypto.randomUUID()}`;
  const [bin, lib, share] = [`${system}/${version}/bin`, `${system}/${version}/lib`, `${shared}/${version}`];
  await Deno.mkdir(join(made, system, version), { recursive: true });
  await Deno.mkdir(join(made, shared), { recursive: true });
  const name = `postgresql-${version}-plpgsql-check`;
  const quickly = ["-o", "Acquire::Retries=0", "-o", "Acquire::http::Timeout=10"];
  const done = await run("apt-get", ["download", ...quickly, name], made) &&
    await run("sh", ["-c", `dpkg-deb -x ${name}_*.deb . && rm ${name}_*.deb`], made) &&
    await run("cp", ["-r", bin, join(made, bin)], made) &&
    await run("cp", ["-rs", `${lib}/.`, join(made, lib)], made) &&
    await run("cp", ["-rs", `${share}/.`, join(made, share)], made) &&
    await run("chmod", ["-R", "a+rX", copies], made);
  if (done) await Deno.rename(made, root).catch(() => {}); // Another run was faster.
  if (exists(made)) await Deno.remove(made, { recursive: true });
  return exists(join(root, bin));
}

async function run(program: string, args: string[], cwd: string): Promise<boolean> {
  try {
    const { success } = await new Deno.Command(program, { args, cwd, stdout: "null", stderr: "null" }).output();
    return success;
  } catch { // There is no such program.
    return false;
  }
}

function exists(path: string): boolean {
  try {
    Deno.statSync(path);
    return true;
  } catch {
    return false;
  }
}
