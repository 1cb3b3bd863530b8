// Makes a bare clone ready to build: npm packages, the wasm target, and wasm-bindgen from our lock file.
// What is there already is left alone, so that running this first costs every command a moment only.

import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { built, environment, root, target } from "./tools.mjs";

/** A tool that is missing, said in one sentence a person can act on. */
class Missing extends Error {}

export function setup() {
  requireTools();
  installPackages();
  addWasmTarget();
  buildBindgen();
}

function requireTools() {
  if (Number(process.versions.node.split(".")[0]) < 20) {
    throw new Missing(`Node ${process.versions.node} is too old: install Node 20 or newer (https://nodejs.org).`);
  }
  if (!answers("cargo", "--version")) {
    throw new Missing("Rust is missing: install it with rustup (https://rustup.rs), then run this again.");
  }
  if (!answers("cc", "--version")) {
    throw new Missing(
      "A C linker is missing: install one (Debian: apt install gcc libc6-dev; macOS: xcode-select --install).",
    );
  }
}

function installPackages() {
  if (packagesAreCurrent()) return;
  // Not `npm ci`: it refuses a lock file that names a platform's package which the registry at hand does not have.
  const quietly = ["--no-save", "--no-audit", "--no-fund"];
  step("installing npm packages (the first time: a minute)", "npm", ["install", ...quietly]);
}

/** npm notes what it installed, after it has: that note must name every package of our lock file. */
function packagesAreCurrent() {
  const note = join(root, "node_modules", ".package-lock.json");
  if (!existsSync(note)) return false;
  const packages = (path) => JSON.parse(readFileSync(path, "utf8")).packages;
  const installed = packages(note);
  return Object.entries(packages(join(root, "package-lock.json"))).every(
    ([path, wanted]) => path === "" || wanted.optional || installed[path]?.version === wanted.version,
  );
}

function addWasmTarget() {
  const sysroot = output("rustc", "--print", "sysroot");
  if (sysroot && existsSync(join(sysroot, "lib/rustlib/wasm32-unknown-unknown"))) return;
  if (!answers("rustup", "--version")) {
    throw new Missing(
      "The Rust target wasm32-unknown-unknown is missing: install Rust with rustup (https://rustup.rs), which brings it.",
    );
  }
  step("adding the wasm target", "rustup", ["target", "add", "wasm32-unknown-unknown"]);
}

function buildBindgen() {
  const lock = readFileSync(join(root, "Cargo.lock"), "utf8");
  const version = /name = "wasm-bindgen-cli"\nversion = "([^"]+)"/.exec(lock)?.[1];
  const note = join(target, "tools", "wasm-bindgen.version");
  const current = existsSync(built("wasm-bindgen")) && existsSync(note) && readFileSync(note, "utf8") === version;
  if (current) return;
  step(`building wasm-bindgen ${version} (once: two to four minutes)`, "cargo", [
    "build",
    "--package=bindgen",
    "--profile=tools",
  ]);
  writeFileSync(note, version);
}

function step(what, program, args) {
  console.error(`setup: ${what}`);
  const started = Date.now();
  const { status, error } = spawnSync(program, args, { cwd: root, env: environment(), stdio: ["ignore", 2, 2] });
  if (error || status !== 0) {
    throw new Missing(
      `"${program} ${args.join(" ")}" failed${error ? ` (${error.message})` : ""}: its messages above say why.`,
    );
  }
  console.error(`setup: done in ${((Date.now() - started) / 1000).toFixed(0)} s`);
}

function output(program, ...args) {
  const { status, stdout } = spawnSync(program, args, { cwd: root, env: environment(), encoding: "utf8" });
  return status === 0 ? stdout.trim() : undefined;
}

const answers = (program, ...args) => output(program, ...args) !== undefined;

/** Runs `work`; what is missing is one sentence and exit code 1, never a stack trace. */
export function orExplain(work) {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Missing)) throw error;
    console.error(`setup: ${error.message}`);
    process.exit(1);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) orExplain(setup);
