// Runs the real commands against the fake Management API, with a home of their own.

import { join } from "node:path";

/** The repository's root. */
export const root = new URL("../../../", import.meta.url).pathname;

/** A project's reference: exactly twenty letters. */
export const REF = "abcdefghijklmnopqrst";

export interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

/** The environment in which `supabase` talks to `apiUrl` and leaves nothing behind outside `scratch`. */
export function environment(apiUrl: string, scratch: string): Record<string, string> {
  const profile = join(scratch, "profile.yaml");
  const lines = { name: "fake", api_url: apiUrl, dashboard_url: apiUrl, project_host: "fake.localhost" };
  Deno.writeTextFileSync(profile, Object.entries(lines).map(([key, value]) => `${key}: ${value}\n`).join(""));
  return {
    SUPABASE_PROFILE: profile,
    SUPABASE_HOME: join(scratch, "cli"),
    SUPABASE_ACCESS_TOKEN: "sbp_" + "0123456789abcdef".repeat(3).slice(0, 40),
    SUPABASE_TELEMETRY_DISABLED: "1",
    SUPABASE_NO_KEYRING: "1",
    SUPABASE_NO_UPDATE_NOTIFIER: "1",
    DO_NOT_TRACK: "1",
    PGSSLMODE: "disable",
  };
}

/** Runs a program to its end; gives up after ten minutes. */
export async function run(program: string, args: string[], env: Record<string, string>, cwd = root): Promise<Ended> {
  const command = new Deno.Command(program, {
    args,
    cwd,
    env: { NO_COLOR: "1", ...env },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
    signal: AbortSignal.timeout(600_000),
  });
  const { code, stdout, stderr } = await command.output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, stdout: text(stdout), stderr: text(stderr) };
}

/** Runs Node on a script of `cwd`. */
export const node = (args: string[], env: Record<string, string>, cwd = root): Promise<Ended> =>
  run("node", args, env, cwd);

/** Runs the `supabase` of our lock file on the project in `cwd`. */
export const supabase = (args: string[], env: Record<string, string>, cwd = root): Promise<Ended> =>
  node([join(root, "node_modules/supabase/dist/supabase.js"), "--workdir", cwd, ...args], env, cwd);
