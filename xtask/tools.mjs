// Where the tools are: one place that knows node_modules, cargo and the operating system.

import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's root. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");

/** Cargo's output folder: `target`, unless the environment says otherwise. */
export const target = resolve(root, process.env.CARGO_TARGET_DIR ?? "target");

const exe = process.platform === "win32" ? ".exe" : "";

/** A program built by `setup` from our own lock file, e.g. `wasm-bindgen`. */
export const built = (name) => join(target, "tools", name + exe);

/** The environment for child processes; rustup's folder counts even when the shell was not restarted since. */
export function environment(more = {}) {
  const cargoHome = process.env.CARGO_HOME ?? join(homedir(), ".cargo");
  const path = [process.env.PATH, join(cargoHome, "bin")].filter(Boolean).join(delimiter);
  return { ...process.env, PATH: path, ...more };
}

/**
 * The Deno binary itself, past npm's wrapper: signals and exit codes arrive unchanged.
 * `package` is "deno", or "deno-2.1" for the release that Supabase's runtime is compatible with.
 */
export function deno(packageName = "deno") {
  const home = join(root, "node_modules", packageName);
  const cpu = { x64: "x64", arm64: "arm64" }[process.arch];
  const system = { linux: "linux", darwin: "darwin", win32: "win32" }[process.platform];
  const platform = `${system}-${cpu}${system === "linux" ? "-glibc" : ""}`;
  const candidates = [join(home, "node_modules"), join(root, "node_modules")]
    .map((folder) => join(folder, "@deno", platform))
    .filter((folder) => existsSync(join(folder, "deno" + exe)) && sameVersion(folder, home));
  if (candidates.length === 0) {
    throw new Error(`No ${packageName} for ${platform} in node_modules: run "npm ci".`);
  }
  return join(candidates[0], "deno" + exe);
}

function sameVersion(a, b) {
  const version = (folder) => JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).version;
  return version(a) === version(b);
}
