// The shim's whole body: everything a function does is in its wasm, except what
// only JavaScript can do for it: CORS, a bound on what is read, and a fresh
// instance after a panic.

/** What wasm-bindgen writes for a function crate (`--target web`). */
export interface Glue {
  initSync(options: { module: WebAssembly.Module }): unknown;
  start(panicked: (message: string) => void): void;
  handle(request: Request, requestId: string, body?: Uint8Array): Promise<Response>;
  __wbg_reset_state(): void;
}

/** The wasm file as it is imported: a module whose memory holds the code. */
export interface Carrier {
  code: WebAssembly.Memory;
}

/** The largest body that is read, in bytes. */
const MAX_BODY = 8 * 1024 * 1024;

const CORS = {
  "access-control-allow-origin": "*",
  "access-control-expose-headers": "x-request-id, retry-after, ratelimit, ratelimit-policy",
};
const PREFLIGHT = {
  ...CORS,
  "access-control-allow-methods": "GET, POST, OPTIONS",
  "access-control-allow-headers": "authorization, x-client-info, apikey, content-type, idempotency-key, x-retry-count",
  "access-control-max-age": "86400",
};

export function serve(glue: Glue, carrier: Carrier): { fetch(request: Request): Promise<Response> } {
  const waiting = new Set<(message: string) => void>();
  let poisoned = false;

  // A panic leaves the instance's memory in an unknown state and the promises
  // of its requests pending for ever: all of them are answered, and the next
  // request gets a fresh instance.
  const panicked = (message: string) => {
    poisoned = true;
    for (const giveUp of waiting) giveUp(message);
    waiting.clear();
  };

  glue.initSync({ module: new WebAssembly.Module(unpack(carrier)) });
  glue.start(panicked);
  // A trap surfaces outside of any request, where the wasm was called back by the
  // event loop: the one behind each panic, and those that no panic announces.
  const trapped = (event: Event, error: unknown) => {
    if (!(error instanceof WebAssembly.RuntimeError || error instanceof RangeError)) return;
    event.preventDefault();
    panicked(String(error));
  };
  addEventListener("error", (event) => trapped(event, event.error));
  addEventListener("unhandledrejection", (event) => trapped(event, event.reason));

  return {
    async fetch(request) {
      if (request.method === "OPTIONS") return new Response(null, { status: 204, headers: PREFLIGHT });
      const requestId = crypto.randomUUID();
      const body = await read(request);
      if (poisoned) {
        glue.__wbg_reset_state();
        glue.start(panicked);
        poisoned = false;
      }
      let giveUp!: (message: string) => void;
      const panic = new Promise<string>((resolve) => waiting.add(giveUp = resolve));
      const answer = await Promise.race([glue.handle(request, requestId, body), panic])
        .catch((error) => {
          poisoned = true;
          return String(error);
        })
        .finally(() => waiting.delete(giveUp));
      const response = typeof answer === "string" ? failed(requestId, answer) : answer;
      for (const [name, value] of Object.entries(CORS)) response.headers.set(name, value);
      return response;
    },
  };
}

/** The code that the carrier brought: its length in four bytes, then the code. */
function unpack({ code }: Carrier): Uint8Array<ArrayBuffer> {
  const buffer = code.buffer as ArrayBuffer;
  return new Uint8Array(buffer, 4, new DataView(buffer).getUint32(0, true));
}

/** The body, or nothing where it is larger than we read. */
async function read(request: Request): Promise<Uint8Array | undefined> {
  if (!request.body) return new Uint8Array();
  if (Number(request.headers.get("content-length") ?? 0) > MAX_BODY) {
    await request.body.cancel();
    return undefined;
  }
  // With a declared length nothing can grow beyond it.
  if (request.headers.has("content-length")) return new Uint8Array(await request.arrayBuffer());
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
  return Response.json(body, { status: 500, headers: { "x-request-id": requestId, "cache-control": "no-store" } });
}
