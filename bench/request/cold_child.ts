/** Imports the module named by the first argument, answers one request, and says how long both took. */
import { request } from "./caller.ts";
import { question } from "./contestants.ts";

const caller = { token: Deno.env.get("BENCH_TOKEN")!, userId: "", jwks: { keys: [] } };
const first = request("http://127.0.0.1", caller, question);
const begun = performance.now();
const { default: handler } = await import(Deno.args[0]);
const response = await handler.fetch(first);
const text = await response.text();
const took = performance.now() - begun;
if (response.status !== 200) throw new Error(`${response.status} ${text}`);
console.log(`first answer: ${took}`);
Deno.exit(0);
