// Runs the real commands against the fake Management API, with a home of their own.

import { join } from "node:path";
import process from "node:process";

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

/** Runs Node on a script of the repository; given up after two minutes. */
export async function node(args: string[], env: Record<string, string>, cwd = root): Promise<Ended> {
  const command = new Deno.Command("node", {
    args,
    cwd,
    env: { ...process.env as Record<string, string>, ...env },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
    signal: AbortSignal.timeout(120_000),
  });
  const { code, stdout, stderr } = await command.output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, stdout: text(stdout), stderr: text(stderr) };
}

/** Runs the `supabase` of our lock file. */
export const supabase = (args: string[], env: Record<string, string>, cwd = root): Promise<Ended> =>
  node([join(root, "node_modules/supabase/dist/supabase.js"), ...args], env, cwd);
