/** The environment of a function's process, as on the platform: nothing of ours leaks in. */
import { join } from "node:path";
import type { Keys } from "../keys.ts";
import { projectRoot } from "../paths.ts";

export interface EnvironmentOptions {
  url: string;
  databaseUrl: string;
  keys: Keys;
  jwks: { keys: JsonWebKey[] };
  /** A file of NAME=value lines: the project's own secrets. */
  file?: string;
}

/** The variables every function gets. */
export function functionEnvironment(
  { url, databaseUrl, keys, jwks, file }: EnvironmentOptions,
): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of ["PATH", "HOME", "DENO_DIR"]) {
    const value = Deno.env.get(name);
    if (value) kept[name] = value;
  }
  return {
    ...(file ? readEnvFile(file) : {}),
    DENO_DIR: join(projectRoot, ".stack", "deno"),
    ...kept,
    DENO_NO_UPDATE_CHECK: "1",
    SUPABASE_URL: url,
    SUPABASE_DB_URL: databaseUrl,
    SUPABASE_PUBLISHABLE_KEYS: JSON.stringify({ default: keys.publishable }),
    SUPABASE_SECRET_KEYS: JSON.stringify({ default: keys.secret }),
    SUPABASE_JWKS: JSON.stringify(jwks),
    // The old names hold the new keys.
    SUPABASE_ANON_KEY: keys.publishable,
    SUPABASE_SERVICE_ROLE_KEY: keys.secret,
    SB_REGION: "local",
  };
}

/** Reads NAME=value lines; quotes around a value are taken off, `#` begins a comment line. */
export function readEnvFile(path: string): Record<string, string> {
  const values: Record<string, string> = {};
  for (const line of Deno.readTextFileSync(path).split(/\r?\n/)) {
    const found = line.match(/^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(.*?)\s*$/);
    if (found) values[found[1]!] = found[2]!.replace(/^(["'])(.*)\1$/, "$2");
  }
  return values;
}
