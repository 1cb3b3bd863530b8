/** What PostgREST answers to errors of Postgres that the engine knows nothing of, and would call an error of its own. */
import { AsyncLocalStorage } from "node:async_hooks";

/** SQLSTATEs, or the beginnings of some, with PostgREST's status; the first that fits. All others are the caller's: 400. */
const statuses: [string, number][] = [
  ["08", 503],
  ["09", 500],
  ["0L", 403],
  ["0P", 403],
  ["21000", 500],
  ["25", 500],
  ["28", 403],
  ["2D", 500],
  ["38", 500],
  ["39", 500],
  ["3B", 500],
  ["40", 500],
  ["53400", 500],
  ["53", 503],
  ["54", 500],
  ["55", 500],
  ["57P0", 503], // The server is going, or coming back.
  ["57", 500],
  ["58", 500],
  ["F0", 500],
  ["HV", 500],
  ["P0001", 400], // A plain `raise exception`.
  ["P0", 500],
  ["XX", 500],
];

interface Failure extends Error {
  code?: string;
  detail?: string;
  hint?: string;
}

const answering = new AsyncLocalStorage<{ failure?: Failure }>();

// The engine prints every error that it also answers, refused requests above all. The answer is enough; and what is
// printed is all there is to tell why it answered what it calls SUP.
const print = console.error;
console.error = (...words: unknown[]) => {
  const request = answering.getStore();
  if (request && words.length === 1 && words[0] instanceof Error) request.failure = words[0];
  else print(...words);
};

/** Answers a request by `answer`; an error that the engine does not know is told as PostgREST would tell it. */
export async function refusing(answer: () => Promise<Response>): Promise<Response> {
  const request: { failure?: Failure } = {};
  const response = await answering.run(request, answer);
  if (response.status !== 500 || !request.failure) return response;
  const { code } = await response.clone().json().catch(() => ({}));
  return code === "SUP" ? refusal(request.failure) ?? response : response;
}

/** In PostgREST's words; undefined for what is the engine's own failure. */
function refusal({ code = "", message, detail, hint }: Failure): Response | undefined {
  if (/^(ECONN\w+|ETIMEDOUT|EPIPE|CONNECTION_\w+)$/.test(code)) {
    const body = { code: "PGRST001", message: "Database client error. Retrying the connection.", details: message };
    return Response.json({ ...body, hint: null }, { status: 503 });
  }
  if (!/^[0-9A-Z]{5}$/.test(code)) return undefined;
  const status = statuses.find(([state]) => code.startsWith(state))?.[1] ?? 400;
  return Response.json({ code, message, details: detail ?? null, hint: hint ?? null }, { status });
}
