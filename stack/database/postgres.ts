/** One Postgres server on a data directory of its own, on a port from the operating system. */
import { dirname, join } from "node:path";
import { freePort } from "../ports.ts";
import type { Reaper } from "../reaper.ts";
import { commandLine, gone, signal } from "../signals.ts";
import { type Account, postgresAccount, spawnAs } from "./account.ts";
import { type Binaries, findBinaries } from "./binaries.ts";
import { copyTemplate, makeCluster } from "./cluster.ts";

export interface PostgresOptions {
  cluster: string;
  password: string;
  /** Survive a power cut. Off for throw-away test clusters; a killed process loses nothing either way. */
  durable: boolean;
  /** Where a prepared cluster is kept; new ones are then copied from it. */
  template?: string;
  reaper: Reaper;
  log: (line: string) => void;
}

export interface Postgres {
  /** Whether the cluster was made just now. */
  fresh: boolean;
  /** The superuser's password, until it is changed. */
  password: string;
  port: number;
  pid: number;
  /** Resolves when it ends without having been asked to. */
  lost: Promise<void>;
  stop(): Promise<void>;
}

/** Starts Postgres, making the cluster when there is none. */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const binaries = findBinaries();
  // The parent apart: a recursive mkdir with 0700 would close it to the account Postgres runs under.
  await Deno.mkdir(dirname(options.cluster), { recursive: true });
  const account = postgresAccount([options.cluster, binaries.postgres]);
  await stopLeftover(options.cluster);
  const fresh = !(await exists(join(options.cluster, "PG_VERSION")));
  let { password } = options;
  if (fresh && options.template) password = await copyTemplate(binaries, account, options.template, options.cluster);
  else if (fresh) await makeCluster(binaries, account, options.cluster, password);
  for (let attempt = 1;; attempt++) {
    try {
      return { fresh, password, ...await launch(binaries, account, options) };
    } catch (error) {
      // Between asking for a free port and listening on it somebody else may have come.
      if (attempt === 3 || !/could not bind|Address already in use/.test(String(error))) throw error;
    }
  }
}

async function launch(
  binaries: Binaries,
  account: Account,
  options: PostgresOptions,
): Promise<Omit<Postgres, "fresh" | "password">> {
  const port = freePort();
  const settings = {
    listen_addresses: "127.0.0.1",
    // No socket file: its path could be longer than the operating system allows.
    unix_socket_directories: "",
    wal_level: "logical",
    max_wal_senders: "8",
    max_replication_slots: "8",
    max_connections: "100",
    wal_sender_timeout: "0",
    timezone: "UTC",
    // Commits stay synchronous even so: Realtime reads only what has been written.
    ...(options.durable ? {} : { fsync: "off", full_page_writes: "off" }),
  };
  const words = ["-D", options.cluster, "-p", String(port)];
  for (const [name, value] of Object.entries(settings)) words.push("-c", `${name}=${value}`);
  const child = spawnAs(account, binaries.postgres, words, { stdout: "null", stderr: "piped", detached: true });
  options.reaper.watch(child.pid, "SIGINT");
  let ended = false, asked = false;
  const end = child.status.then((status) => {
    ended = true;
    options.reaper.forget(child.pid);
    return status;
  });
  const output = readOutput(child.stderr, options.log);
  const failed = end.then(() => {
    throw new Error(`Postgres did not start:\n${output.tail()}`);
  });
  await Promise.race([output.ready, failed]);
  failed.catch(() => {});
  const owner = Number((await Deno.readTextFile(join(options.cluster, "postmaster.pid"))).split("\n")[0]);
  if (owner !== child.pid) throw new Error(`${options.cluster} is in use by another Postgres (pid ${owner}).`);
  return {
    port,
    pid: child.pid,
    lost: end.then(() => asked ? new Promise(() => {}) : undefined),
    async stop() {
      asked = true;
      if (!ended) signal(child.pid, "SIGINT");
      const timer = setTimeout(() => ended || signal(child.pid, "SIGQUIT"), 5000);
      await end;
      clearTimeout(timer);
    },
  };
}

/** A stack that was killed may have left its Postgres running on this directory for a moment: end it first. */
async function stopLeftover(cluster: string): Promise<void> {
  const file = join(cluster, "postmaster.pid");
  const pid = Number((await Deno.readTextFile(file).catch(() => "")).split("\n")[0]);
  if (!pid || !commandLine(pid).includes(cluster)) return; // None, or the pid belongs to a stranger by now.
  signal(pid, "SIGINT");
  if (await gone(pid, 5000)) return;
  signal(pid, "SIGQUIT");
  if (!await gone(pid, 5000)) throw new Error(`An earlier Postgres (pid ${pid}) on ${cluster} does not end.`);
}

/** Passes what Postgres says on, keeps its end for error messages and tells when it is ready. */
function readOutput(stream: ReadableStream<Uint8Array>, log: (line: string) => void) {
  let tail = "";
  let ready = () => {};
  const isReady = new Promise<void>((resolve) => ready = resolve);
  (async () => {
    for await (const text of stream.pipeThrough(new TextDecoderStream())) {
      tail = (tail + text).slice(-16_384);
      if (text.includes("ready to accept connections")) ready();
      for (const line of text.split("\n")) if (/ (FATAL|PANIC): /.test(line)) log(line);
    }
  })().catch(() => {});
  return { ready: isReady, tail: () => tail };
}

async function exists(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}
