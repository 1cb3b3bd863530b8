/**
 * Whole requests, text in to text out, to a function's handler in this process. Its database answers at once; what it does
 * after its answer is waited for outside of the clock.
 */
import { environment, makeCaller, request } from "../request/caller.ts";
import { admission } from "../request/database.ts";
import type { Kernel } from "./kernel.ts";

export interface Handler {
  fetch(request: Request): Promise<Response>;
}

/** Who asks; the native contender's world knows the same one. */
export const userId = "00000000-0000-4000-8000-000000000001";

const caller = await makeCaller(userId);
for (const [name, value] of Object.entries(environment(caller, "http://127.0.0.1:9"))) Deno.env.set(name, value);
let answers = 0;
globalThis.fetch = (input) => {
  answers++;
  const admits = String(input).endsWith("/edge_admit");
  return Promise.resolve(admits ? Response.json(admission(false)) : new Response(null, { status: 204 }));
};
// The functions' log lines; answers to the bench go to the pipe itself.
console.log = () => {};

export function requests(handler: Handler, name: string, body: string): Kernel {
  const ask = async () => {
    const asked = request("http://127.0.0.1", caller, body, name);
    const before = answers;
    const begun = performance.now();
    const response = await handler.fetch(asked);
    const text = await response.text();
    const took = performance.now() - begun;
    if (response.status !== 200) throw new Error(`${name}: ${response.status} ${text}`);
    // At least one turn for everybody: a processor that waited for the one and not for the other is no fair judge.
    do await new Promise((resolve) => setTimeout(resolve)); while (answers < before + 2);
    return { took, text };
  };
  return {
    async run(times) {
      let sum = 0;
      for (let n = 0; n < times; n++) sum += (await ask()).took;
      return sum;
    },
    outcome: async () => (await ask()).text,
  };
}
