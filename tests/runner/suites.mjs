// Everything there is to run, found where it lies: a new test file needs no line here.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { built, deno, root } from "../../xtask/tools.mjs";

/** Folders with TypeScript of ours. */
const TYPESCRIPT = ["client/src", "stack", "supabase/functions", "tests", "bench", "console"];

const MINUTE = 60_000;

/**
 * name: what is printed and filtered by; command: program and arguments; count: how results are read off
 * the output ("cargo", "deno", or absent: the exit code is the one result); static: part of `npm run check`;
 * always: runs whatever the filter, as the others stand on it.
 */
export function suites() {
  const sources = TYPESCRIPT.flatMap((folder) => files(folder, /\.ts$/));
  const scripts = ["xtask", "tests"].flatMap((folder) => files(folder, /\.mjs$/));
  const written = [...sources, ...scripts].filter((path) => !isGenerated(path));
  return [
    { name: "functions build", command: ["cargo", "xtask", "build"], static: true, always: true },
    // Their types are checked, too: a fresh clone has nothing of them.
    { name: "probes build", command: ["cargo", "xtask", "build", "--probes"], static: true, always: true },
    { name: "format rust", command: ["cargo", "fmt", "--all", "--check"], static: true },
    { name: "clippy", command: ["cargo", "clippy", "--all-targets", "--", "-D", "warnings"], static: true },
    { name: "clippy wasm", command: clippyForWasm(), static: true },
    { name: "generated files", command: ["cargo", "xtask", "gen", "--check"], static: true },
    { name: "tidy", command: ["cargo", "xtask", "tidy"], static: true },
    {
      name: "format typescript",
      command: [deno(), "fmt", "--config=deno.json", "--check", "--quiet", ...written],
      static: true,
    },
    { name: "lint typescript", command: [deno(), "lint", "--config=deno.json", "--quiet", ...written], static: true },
    { name: "check typescript", command: [deno(), "check", "--quiet", ...sources], static: true },
    {
      name: "check client",
      command: ["node", "node_modules/typescript/bin/tsc", "--noEmit", "--project", "client"],
      static: true,
    },
    { name: "rust", command: ["cargo", "test", "--no-fail-fast"], count: "cargo" },
    ...wasmTests(),
    ...denoTests(),
  ].map((suite) => ({ limit: 15 * MINUTE, ...suite }));
}

/** The functions, and with them what only exists on the edge: the host's JavaScript side. */
function clippyForWasm() {
  const packages = crates("functions").map((name) => `--package=${name}`);
  return [
    "cargo",
    "clippy",
    "--target",
    "wasm32-unknown-unknown",
    "--lib",
    "--package=edge",
    ...packages,
    "--",
    "-D",
    "warnings",
  ];
}

/** Crates with `tests/wasm.rs` or `tests/wasm/main.rs` have tests that run inside wasm. */
function wasmTests() {
  const tested = ["shared", "functions"].flatMap((folder) =>
    crates(folder).filter((name) =>
      ["wasm.rs", "wasm/main.rs"].some((file) => existsSync(join(root, folder, name, "tests", file)))
    )
  );
  if (tested.length === 0) return [];
  const packages = tested.map((name) => `--package=${name}`);
  const command = ["cargo", "test", "--target", "wasm32-unknown-unknown", "--test", "wasm", ...packages];
  const env = { CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER: built("wasm-bindgen-test-runner") };
  return [{ name: "wasm", command, env, count: "cargo" }];
}

/** One suite for each folder under `tests/`, and the tests that lie beside their code. */
function denoTests() {
  const folders = readdirSync(join(root, "tests"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => `tests/${entry.name}`);
  return [...folders, "stack", "console", "bench"]
    .filter((folder) => files(folder, /\.test\.ts$/).length > 0)
    .map((folder) => ({
      name: `deno ${folder}`,
      command: [deno(), "test", "--allow-all", "--no-check", ...files(folder, /\.test\.ts$/)],
      count: "deno",
    }));
}

function crates(folder) {
  return readdirSync(join(root, folder)).filter((name) => existsSync(join(root, folder, name, "Cargo.toml")));
}

/** Files below `folder`, as paths from the root; nothing where there is no such folder. */
function files(folder, pattern) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.name !== "node_modules" && entry.name !== "dist")
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      return entry.isDirectory() ? files(path, pattern) : pattern.test(path) ? [path] : [];
    })
    .sort();
}

function isGenerated(path) {
  return readFileSync(join(root, path), "utf8").startsWith("// Generated ");
}
