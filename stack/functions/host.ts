/** The functions: one process each, started by its first request, so that none can stop another. */
import { statSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../paths.ts";
import type { Reaper } from "../reaper.ts";
import { type Limits, platformLimits } from "./budget.ts";
import { BootError, Ended, FunctionProcess } from "./process.ts";

export interface HostOptions {
  /** The directory that holds one directory per function. */
  directory: string;
  env: Record<string, string>;
  limits?: Partial<Limits>;
  /** The Deno binary; the project's own by default. */
  deno?: string;
  reaper: Reaper;
  log: (line: string) => void;
}

export class FunctionHost {
  readonly #running = new Map<string, Promise<FunctionProcess>>();
  #closed = false;

  constructor(private readonly options: HostOptions) {}

  /**
   * Answers `/functions/v1/<name>/…`; the function sees `/<name>/…`, as on the platform.
   * `delivered` settles when the client has the answer or is gone.
   */
  async fetch(request: Request, delivered: Promise<void>): Promise<Response> {
    const url = new URL(request.url);
    const path = url.pathname.slice("/functions/v1".length);
    const name = path.split("/")[1] ?? "";
    const file = this.#find(name);
    if (!file) return refusal(404, "NOT_FOUND", "Requested function was not found");
    // No fetch may carry it on; the platform's own edge refuses it, too.
    if (request.method === "TRACE") return refusal(405, "METHOD_NOT_ALLOWED", "TRACE is not answered here");
    const headers = new Headers(request.headers);
    headers.set("x-forwarded-host", url.host);
    headers.set("x-forwarded-proto", "http");
    headers.set("accept-encoding", "identity"); // The gateway compresses, once.
    headers.delete("connection");
    try {
      const process = await this.#process(name, file);
      return await process.fetch(path + url.search, request, headers, delivered);
    } catch (error) {
      if (error instanceof BootError) {
        this.options.log(`[${name}] ${error.message}`);
        return refusal(503, "BOOT_ERROR", "Function failed to start (please check logs)");
      }
      if (error instanceof Ended && error.reason !== "crash") {
        return refusal(
          546,
          "WORKER_LIMIT",
          "Function failed due to not having enough compute resources (please check logs)",
        );
      }
      if (request.signal.aborted) return new Response(null, { status: 499 });
      return refusal(500, "WORKER_ERROR", "Function exited due to an error (please check logs)");
    }
  }

  /** Starts a function before its first request. */
  async prewarm(name: string): Promise<void> {
    const file = this.#find(name);
    if (file) await this.#process(name, file);
  }

  /** The process that answers for a function now, if one does. */
  async pid(name: string): Promise<number | undefined> {
    return (await this.#running.get(name)?.catch(() => undefined))?.pid;
  }

  async close(): Promise<void> {
    this.#closed = true;
    const processes = await Promise.allSettled(this.#running.values());
    for (const { value } of processes.filter((process) => process.status === "fulfilled")) {
      value.stop();
      await value.ended;
    }
  }

  async #process(name: string, file: string): Promise<FunctionProcess> {
    const running = await this.#running.get(name)?.catch(() => undefined);
    if (running?.alive) return running;
    if (this.#closed) throw new BootError("the stack is stopping");
    const known = this.#running.get(name);
    if (known && (await known.catch(() => undefined)) !== running) return this.#process(name, file);
    const starting = FunctionProcess.start({
      name,
      file,
      deno: this.options.deno ?? Deno.execPath(),
      env: { ...this.options.env, SB_EXECUTION_ID: crypto.randomUUID() },
      limits: { ...platformLimits, ...this.options.limits },
      reaper: this.options.reaper,
      log: this.options.log,
    });
    this.#running.set(name, starting);
    const forget = () => this.#running.get(name) === starting && this.#running.delete(name);
    starting.then((process) => process.ended).then(forget, forget);
    return await starting;
  }

  #find(name: string): string | undefined {
    if (!/^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(name)) return undefined;
    const file = join(this.options.directory, name, "index.ts");
    return statSync(file, { throwIfNoEntry: false })?.isFile() ? file : undefined;
  }
}

/** The Deno of the version that the platform's runtime is compatible with. */
export const oldDeno = join(projectRoot, "node_modules/deno-2.1/node_modules/@deno/linux-x64-glibc/deno");

function refusal(status: number, code: string, message: string): Response {
  const headers = { "access-control-allow-origin": "*" };
  return Response.json({ code, message }, { status, headers });
}
