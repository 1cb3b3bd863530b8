// Where the tools are: one place that knows node_modules, cargo and the operating system.

import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's root. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");

/** Cargo's output folder: `target`, unless the environment says otherwise. */
export const target = resolve(root, process.env.CARGO_TARGET_DIR ?? "target");

/** A program built by `setup` from our own lock file, e.g. `wasm-bindgen`. */
export const built = (name) => join(target, "tools", name);

/** The environment for child processes; rustup's folder counts even when the shell was not restarted since. */
export function environment(more = {}) {
  const cargoHome = process.env.CARGO_HOME ?? join(homedir(), ".cargo");
  const path = [process.env.PATH, join(cargoHome, "bin")].filter(Boolean).join(delimiter);
  return { ...process.env, PATH: path, ...more };
}

/**
 * The Deno binary itself, past npm's wrapper: signals and exit codes arrive unchanged.
 * `packageName` is "deno", or "deno-2.1" for the release that Supabase's runtime is compatible with.
 */
export function deno(packageName = "deno") {
  const home = join(root, "node_modules", packageName);
  const platform = `${process.platform}-${process.arch}${process.platform === "linux" ? "-glibc" : ""}`;
  const folder = [join(home, "node_modules"), join(root, "node_modules")]
    .map((modules) => join(modules, "@deno", platform))
    .find((candidate) => existsSync(join(candidate, "deno")) && version(candidate) === version(home));
  if (!folder) throw new Error(`No ${packageName} for ${platform} in node_modules: run "npm install".`);
  return join(folder, "deno");
}

const version = (folder) => JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).version;
