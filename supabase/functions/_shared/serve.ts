// The shim's whole body: everything a function does is in its wasm, except what
// only JavaScript can do for it: CORS, a bound on what is read, and a fresh
// instance after a panic.

/** What wasm-bindgen writes for a function crate (`--target web`). */
export interface Glue {
  initSync(options: { module: WebAssembly.Module }): unknown;
  start(outside: Outside): void;
  /** Begins to answer a request: id, method and address, then a line for each header; and the body. */
  handle(request: number, head: string, body?: Uint8Array): void;
  /** What a call of `send` came to; status 0 is none, and the body says why. */
  arrived(call: number, status: number, body: Uint8Array): void;
  __wbg_reset_state(): void;
}

/** What the wasm calls. Bytes are lent to it for the time of the call. Headers are lines of `name:value`. */
interface Outside {
  answer(request: number, status: number, headers: string, body: Uint8Array<ArrayBuffer>): void;
  /** Sends a request; answers with the call's number. */
  send(method: string, url: string, headers: string, body: Uint8Array<ArrayBuffer>): number;
  /** The isolate may not end before this work does. */
  waitUntil(work: Promise<unknown>): void;
  panicked(message: string): void;
}

/** Supabase's; outside of it (plain `deno serve`) work simply runs on. */
declare global {
  var EdgeRuntime: { waitUntil(work: Promise<unknown>): void } | undefined;
}

/** The wasm file as it is imported: a module whose memory holds the code. */
export interface Carrier {
  code: WebAssembly.Memory;
}

/** The largest body that is read, in bytes. */
const MAX_BODY = 8 * 1024 * 1024;

/** The request headers that any function may look at: to read all would cost more than most requests do. */
const HEADERS = [
  "authorization",
  "apikey",
  "content-type",
  "x-shopify-hmac-sha256",
  "x-hub-signature-256",
  "idempotency-key",
];

const CORS = {
  "access-control-allow-origin": "*",
  "access-control-expose-headers": "x-request-id, retry-after, ratelimit, ratelimit-policy",
};
const PREFLIGHT = {
  ...CORS,
  "access-control-allow-methods": "GET, POST, OPTIONS",
  // All that supabase-js may send, and what our own functions read.
  "access-control-allow-headers":
    "authorization, x-client-info, apikey, content-type, x-region, x-retry-count, traceparent, tracestate, baggage, idempotency-key",
  "access-control-max-age": "86400",
};

export function serve(glue: Glue, carrier: Carrier): { fetch(request: Request): Promise<Response> } {
  /** Requests that the instance has, by their number. Numbers are never used again. */
  const waiting = new Map<number, { id: string; answer(response: Response): void }>();
  let requests = 0, calls = 0, poisoned = false;

  const outside: Outside = {
    answer(request, status, headers, body) {
      waiting.get(request)?.answer(new Response(body, { status, headers: { ...CORS, ...fields(headers) } }));
      waiting.delete(request);
    },
    send(method, url, headers, body) {
      const call = ++calls;
      const init = { method, headers: fields(headers), body: body.length > 0 ? body : undefined };
      ask(url, init).then(([status, body]) => poisoned || glue.arrived(call, status, body));
      return call;
    },
    waitUntil: (work) => globalThis.EdgeRuntime?.waitUntil(work),
    // A panic leaves the instance's memory in an unknown state, and its requests
    // pending for ever: all of them are answered, and the next request gets a
    // fresh instance.
    panicked(message) {
      poisoned = true;
      for (const { id, answer } of waiting.values()) answer(failed(id, message));
      waiting.clear();
    },
  };

  glue.initSync({ module: new WebAssembly.Module(unpack(carrier)) });
  glue.start(outside);
  // A trap surfaces outside of any request, where the wasm was called back by the
  // event loop: the one behind each panic, and those that no panic announces.
  const trapped = (event: Event, error: unknown) => {
    if (!(error instanceof WebAssembly.RuntimeError || error instanceof RangeError)) return;
    event.preventDefault();
    outside.panicked(String(error));
  };
  addEventListener("error", (event) => trapped(event, event.error));
  addEventListener("unhandledrejection", (event) => trapped(event, event.reason));

  return {
    async fetch(request) {
      if (request.method === "OPTIONS") return new Response(null, { status: 204, headers: PREFLIGHT });
      const id = crypto.randomUUID();
      const body = await read(request);
      let head = `${id} ${request.method} ${request.url}`;
      for (const name of HEADERS) {
        const value = request.headers.get(name);
        if (value !== null) head += `\n${name}:${value}`;
      }
      if (poisoned) {
        glue.__wbg_reset_state();
        glue.start(outside);
        poisoned = false;
      }
      const number = ++requests;
      return new Promise((answer) => {
        waiting.set(number, { id, answer });
        try {
          glue.handle(number, head, body);
        } catch (error) {
          outside.panicked(String(error));
        }
      });
    },
  };
}

/** What a request of the wasm comes to; status 0 says that there was no answer, and the bytes why. */
async function ask(url: string, init: RequestInit): Promise<[number, Uint8Array]> {
  try {
    const response = await fetch(url, init);
    return [response.status, new Uint8Array(await response.arrayBuffer())];
  } catch (error) {
    return [0, new TextEncoder().encode((error as Error).message)];
  }
}

/** Headers, from lines of `name:value`. */
function fields(lines: string): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const line of lines.split("\n")) {
    const at = line.indexOf(":");
    if (at > 0) fields[line.slice(0, at)] = line.slice(at + 1);
  }
  return fields;
}

/** The code that the carrier brought: its length in four bytes, then the code. */
function unpack({ code }: Carrier): Uint8Array<ArrayBuffer> {
  const buffer = code.buffer as ArrayBuffer;
  return new Uint8Array(buffer, 4, new DataView(buffer).getUint32(0, true));
}

/** The body, or nothing where it is larger than we read. */
async function read(request: Request): Promise<Uint8Array | undefined> {
  const length = request.headers.get("content-length");
  if (length !== null && Number(length) <= MAX_BODY) {
    // At once: over HTTP a body is as long as it was declared to be.
    const body = new Uint8Array(await request.arrayBuffer());
    return body.length > MAX_BODY ? undefined : body;
  }
  if (!request.body) return new Uint8Array();
  if (length !== null && Number(length) > MAX_BODY) {
    await request.body.cancel();
    return undefined;
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body) {
    size += chunk.length;
    if (size > MAX_BODY) return undefined;
    chunks.push(chunk);
  }
  const body = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    body.set(chunk, offset);
    offset += chunk.length;
  }
  return body;
}

function failed(requestId: string, message: string): Response {
  console.error(JSON.stringify({ level: "error", message: "the function panicked", requestId, error: message }));
  const body = { code: "internal", message: "internal error", requestId };
  const headers = { ...CORS, "x-request-id": requestId, "cache-control": "no-store" };
  return Response.json(body, { status: 500, headers });
}
