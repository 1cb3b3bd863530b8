// Runs one suite: its output passes through as it happens, and its results are read off it.

import { spawn } from "node:child_process";
import { environment, root } from "../../xtask/tools.mjs";
import { Counter } from "./counter.mjs";

const running = new Set();

for (const [signal, code] of [["SIGINT", 130], ["SIGTERM", 143], ["SIGHUP", 129]]) {
  process.on(signal, () => {
    for (const child of running) kill(child, signal);
    process.exit(code);
  });
}

/** → { name, passed, failed, ignored, seconds, why? } */
export async function run({ name, command: [program, ...args], env = {}, count, limit }) {
  const started = Date.now();
  const counter = new Counter(count);
  const { code, late } = await finished(program, args, env, limit, (chunk) => counter.read(chunk));
  const seconds = (Date.now() - started) / 1000;
  const why = late ? `stopped after ${limit / 60_000} minutes` : code === 0 ? undefined : `exit code ${code}`;
  return { name, seconds, ...counter.results(code === 0 && !late), ...(why ? { why } : {}) };
}

function finished(program, args, env, limit, read) {
  return new Promise((resolve) => {
    // A group of its own, so that what it started ends with it.
    const child = spawn(program, args, {
      cwd: root,
      env: environment(env),
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    running.add(child);
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      kill(child, "SIGKILL");
    }, limit);
    for (const [from, to] of [[child.stdout, process.stdout], [child.stderr, process.stderr]]) {
      from.setEncoding("utf8");
      from.on("data", (chunk) => {
        to.write(chunk);
        read(chunk);
      });
    }
    const end = (code) => {
      clearTimeout(timer);
      running.delete(child);
      resolve({ code, late });
    };
    child.on("error", (error) => {
      console.error(`${program}: ${error.message}`);
      end(127);
    });
    child.on("close", (code) => end(code ?? 1));
  });
}

function kill(child, signal) {
  try {
    process.kill(-child.pid, signal);
  } catch {
    // It has ended already.
  }
}
