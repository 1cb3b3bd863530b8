/** A contestant in a process of its own, run as the stack runs functions. */
import { denoFlags } from "./contestants.ts";

const worker = new URL("../../stack/functions/worker.ts", import.meta.url).href;

export interface Running {
  address: string;
  pid: number;
  stop(): Promise<void>;
}

export async function start(module: string, env: Record<string, string>): Promise<Running> {
  const mark = crypto.randomUUID();
  const process = new Deno.Command(Deno.execPath(), {
    args: [...denoFlags, worker, module, mark],
    env,
    stdin: "null",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const port = Promise.withResolvers<string>();
  const read = (async () => {
    for await (const text of process.stdout.pipeThrough(new TextDecoderStream())) {
      const found = text.match(new RegExp(`${mark} (\\d+)`));
      if (found) port.resolve(found[1]);
    }
    port.reject(new Error(`${module} ended`));
  })();
  const stop = async () => {
    process.kill("SIGKILL");
    await Promise.all([process.status, read]);
  };
  return { address: `http://127.0.0.1:${await port.promise}`, pid: process.pid, stop };
}
