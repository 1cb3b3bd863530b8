/** Where things lie: the project, the Deno binaries, and the files of one data directory. */
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's root. */
export const projectRoot = dirname(dirname(fileURLToPath(import.meta.url)));

export const supabaseDirectory = join(projectRoot, "supabase");

/** The files of one data directory. */
export interface Layout {
  directory: string;
  /** The Postgres cluster. */
  cluster: string;
  /** API keys, signing key and passwords. */
  keys: string;
  /** `SUPABASE_URL=…` lines for everything that talks to the stack. */
  env: string;
  /** Who runs on this directory. */
  running: string;
  /** What a detached stack prints. */
  log: string;
}

export function layout(directory: string): Layout {
  return {
    directory,
    cluster: join(directory, "postgres"),
    keys: join(directory, "keys.json"),
    env: join(directory, "env"),
    running: join(directory, "running.json"),
    log: join(directory, "stack.log"),
  };
}
