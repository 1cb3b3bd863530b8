// One call of one function: what is sent, what comes back, when to try again.

import type { ErrorCode } from "./functions.ts";

/** Why there is no answer. */
export interface CallError {
  /** For people; may change. */
  message: string;
  /** To switch on. `unreachable`: no function answered (offline, gone, timed out). */
  code: ErrorCode | "unreachable";
  /** The HTTP status; 0 when nothing answered. */
  status: number;
  /** Names the request in the log. */
  requestId?: string;
  /** Seconds after which a repeat makes sense. */
  retryAfter?: number;
  /** The offending field or ids. */
  details?: unknown;
}

/** An answer, or why there is none. */
export type Result<T> = { data: T; error: null } | { data: null; error: CallError };

export interface CallOptions {
  /** Repeat once, when told to come back within so many seconds (429, 503). Default: never. */
  retryWithinSeconds?: number;
  /** Gives up. */
  signal?: AbortSignal;
}

/** Calls the function `name` with `params`. */
export type Call = <T>(name: string, params: object, options?: CallOptions) => Promise<Result<T>>;

/** The part of a supabase-js client that is used. */
interface Invoker {
  invoke(
    name: string,
    options: { body: Record<string, unknown>; signal?: AbortSignal },
  ): Promise<{ data: unknown; error: unknown }>;
}

export function callOver(functions: Invoker): Call {
  return async <T>(name: string, params: object, options: CallOptions = {}) => {
    const once = () => attempt<T>(functions, name, params, options.signal);
    const first = await once();
    const wait = first.error?.retryAfter;
    const patience = options.retryWithinSeconds ?? 0;
    if (wait === undefined || wait > patience || patience <= 0 || options.signal?.aborted) return first;
    await elapsed(wait, options.signal);
    return options.signal?.aborted ? first : await once();
  };
}

async function attempt<T>(
  functions: Invoker,
  name: string,
  params: object,
  signal: AbortSignal | undefined,
): Promise<Result<T>> {
  try {
    const body = params as Record<string, unknown>;
    const { data, error } = await functions.invoke(name, signal ? { body, signal } : { body });
    return error ? { data: null, error: await explained(error) } : { data: data as T, error: null };
  } catch (error) {
    return { data: null, error: await explained(error) };
  }
}

/** supabase-js carries the response of a refusal in `context`. */
async function explained(error: unknown): Promise<CallError> {
  const { context, message } = error as { context?: unknown; message?: string };
  const unreachable = { code: "unreachable", message: message ?? String(error) } as const;
  if (!(context instanceof Response)) return { ...unreachable, status: 0 };
  const body = await context.json().catch(() => null);
  const retryAfter = Number(context.headers.get("retry-after") ?? undefined);
  return {
    ...unreachable,
    ...(typeof body?.code === "string" && typeof body.message === "string" ? body : {}),
    status: context.status,
    ...(Number.isFinite(retryAfter) ? { retryAfter } : {}),
  };
}

/** Resolves after so many seconds, or as soon as `signal` gives up. */
function elapsed(seconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, seconds * 1000);
    signal?.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    }, { once: true });
  });
}
