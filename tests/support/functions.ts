/** The project's functions beside a stack, in an environment of their own: another database address, more variables. */
import { join } from "node:path";
import { functionEnvironment } from "../../stack/functions/environment.ts";
import { FunctionHost } from "../../stack/functions/host.ts";
import { supabaseDirectory } from "../../stack/paths.ts";
import { Reaper } from "../../stack/reaper.ts";
import type { TestStack } from "./stack.ts";

export interface Answered {
  status: number;
  headers: Headers;
  // deno-lint-ignore no-explicit-any -- whatever the function answers
  answer: any;
}

export interface Functions {
  /** POSTs JSON to a function as the person who holds this token. */
  post(name: string, token: string, body: unknown): Promise<Answered>;
  /** What they printed. */
  log: string[];
  close(): Promise<void>;
}

export function openFunctions({ url, stack }: TestStack, env: Record<string, string>): Functions {
  const log: string[] = [];
  const reaper = new Reaper();
  const { keys, tokens: { jwks, issuer }, databaseUrl } = stack;
  const usual = functionEnvironment({ url, databaseUrl, keys, jwks });
  const host = new FunctionHost({
    directory: join(supabaseDirectory, "functions"),
    env: { ...usual, JWT_ISSUER: issuer, ...env },
    reaper,
    log: (line) => log.push(line),
  });
  return {
    log,
    async post(name, token, body) {
      const headers = {
        authorization: `Bearer ${token}`,
        apikey: keys.publishable,
        "content-type": "application/json",
      };
      const request = new Request(`${url}/functions/v1/${name}`, {
        method: "POST",
        headers,
        body: JSON.stringify(body),
      });
      const response = await host.fetch(request, Promise.resolve());
      return { status: response.status, headers: response.headers, answer: await response.json() };
    },
    async close() {
      await host.close();
      await reaper.close();
    },
  };
}
