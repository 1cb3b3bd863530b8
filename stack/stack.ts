/** The whole local stack: started in order, stopped in the reverse. */
import { join } from "node:path";
import type { Sql } from "postgres";
import { openAuth } from "./auth/auth.ts";
import { openTokens, type Tokens } from "./auth/tokens.ts";
import { bootstrap, changePassword, connect, databaseUrls, finishAuth } from "./database/open.ts";
import { startPostgres } from "./database/postgres.ts";
import type { Limits } from "./functions/budget.ts";
import { functionEnvironment } from "./functions/environment.ts";
import { FunctionHost } from "./functions/host.ts";
import { openGateway, type Parts } from "./gateway.ts";
import { type Keys, loadKeys } from "./keys.ts";
import { migrate } from "./migrate.ts";
import { keepSecrets, openNetwork } from "./network.ts";
import { layout, supabaseDirectory } from "./paths.ts";
import { assertPortFree } from "./ports.ts";
import { Reaper } from "./reaper.ts";
import { Realtime } from "./realtime/realtime.ts";
import { openEngine } from "./rest.ts";
import { seed } from "./seed.ts";
import { startTicker } from "./ticker.ts";

export interface StackOptions {
  /** The data directory. */
  directory: string;
  /** The gateway's port; 0 lets the operating system choose. */
  port: number;
  /** Where migrations, functions and the seed lie; the project's `supabase/` by default. */
  supabase?: string;
  /** Another directory of functions than `<supabase>/functions`. */
  functions?: string;
  /** A file of NAME=value lines for the functions. */
  functionSecrets?: string;
  limits?: Partial<Limits>;
  /** The Deno that runs the functions. */
  deno?: string;
  /** Whether the database must survive a power cut; yes by default. */
  durable?: boolean;
  /** A directory that keeps a prepared cluster, so that new ones are copied instead of made. */
  template?: string;
  /** Demo and admin user and seed.sql; yes by default. */
  seeded?: boolean;
  progress?: (step: string) => void;
  log?: (line: string) => void;
}

export interface Stack {
  url: string;
  /** As the project's role `postgres`. */
  databaseUrl: string;
  keys: Keys;
  tokens: Tokens;
  functions: FunctionHost;
  /** A pool of the project's role. */
  sql: Sql;
  /** The migrations that were applied just now. */
  migrated: string[];
  postgresPid: number;
  /** Resolves when the database is gone and the stack of no use any more. */
  lost: Promise<void>;
  stop(): Promise<void>;
}

export async function startStack(options: StackOptions): Promise<Stack> {
  const files = layout(options.directory);
  const supabase = options.supabase ?? supabaseDirectory;
  const { progress = () => {}, log = console.error } = options;
  assertPortFree(options.port);
  await Deno.mkdir(files.directory, { recursive: true });
  const undo: (() => unknown)[] = [];
  const stop = async () => {
    while (undo.length) {
      try {
        await undo.pop()!();
      } catch (error) { // What is broken already must not keep the rest alive.
        log(`[stop] ${(error as Error).message}`);
      }
    }
  };
  try {
    const keys = await loadKeys(files);
    const reaper = new Reaper();
    undo.push(() => reaper.close());
    const opened: { parts?: Parts } = {};
    const gateway = openGateway({ port: options.port, parts: () => opened.parts });
    undo.push(() => gateway.close());
    const { url } = gateway;

    progress("Starting Postgres");
    const { durable = true } = options;
    const server = await startPostgres({
      cluster: files.cluster,
      password: keys.databasePassword,
      durable,
      template: options.template,
      reaper,
      log,
    });
    undo.push(() => server.stop());
    if (server.password !== keys.databasePassword) await changePassword(server.port, server.password, keys);
    const urls = databaseUrls(server.port, keys);
    const platform = connect(urls.platform, 8);
    undo.push(() => platform.end({ timeout: 1 }));
    const sql = connect(urls.project);
    undo.push(() => sql.end({ timeout: 1 }));

    progress("Preparing roles, Auth and Realtime");
    await bootstrap(platform, keys);
    const engine = await openEngine({ databaseUrl: urls.platform, keys, siteUrl: url });
    undo.push(() => engine.close());
    await engine.provision();
    await finishAuth(platform);
    const tokens = await openTokens(keys, `${url}/auth/v1`);

    progress("Applying migrations");
    const migrated = await migrate(sql, join(supabase, "migrations"));
    if (options.seeded ?? true) await seed(sql, keys, join(supabase, "seed.sql"));
    await engine.reload();
    progress("Opening Realtime");
    const realtime = await Realtime.open({ sql: platform, databaseUrl: urls.platform, keys, tokens, log });
    undo.push(() => realtime.close());
    await platform.listen("pgrst", async () => {
      realtime.reload();
      await engine.reload();
    });
    await keepSecrets(platform, { project_url: url, secret_key: keys.secret });
    undo.push(startTicker(sql, log));

    const functions = new FunctionHost({
      directory: options.functions ?? join(supabase, "functions"),
      env: functionEnvironment({
        url,
        databaseUrl: urls.project,
        keys,
        jwks: tokens.jwks,
        file: options.functionSecrets,
      }),
      limits: options.limits,
      deno: options.deno,
      reaper,
      log,
    });
    undo.push(() => functions.close());
    const auth = openAuth({ engine, sql: platform, keys, tokens });
    opened.parts = { auth, engine, functions, realtime, tokens };
    undo.push(await openNetwork(platform, log));
    const { pid: postgresPid, lost } = server;
    return { url, databaseUrl: urls.project, keys, tokens, functions, sql, migrated, postgresPid, lost, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
