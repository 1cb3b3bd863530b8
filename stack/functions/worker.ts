/**
 * Runs inside a function's own process: imports the function unchanged and serves it on a port from the operating system.
 *
 * It is started by the host with two arguments: the function's module and a word that marks the line telling the port.
 */
const [module, mark] = Deno.args as [string, string];

type Handler = (request: Request, info: Deno.ServeHandlerInfo) => Response | Promise<Response>;

const serve = Deno.serve.bind(Deno);
let handler: Handler | undefined;

// A function may call Deno.serve as it does on the platform; whatever port it names, the host decides.
Object.defineProperty(Deno, "serve", {
  configurable: true,
  writable: true,
  value: (...words: unknown[]) => {
    const given = words.find((word) => typeof word === "function") ?? (words[0] as { handler?: Handler }).handler;
    handler = given as Handler;
    return {
      finished: new Promise<void>(() => {}),
      shutdown: () => Promise.resolve(),
      ref() {},
      unref() {},
      addr: { transport: "tcp", hostname: "127.0.0.1", port: 0 },
      [Symbol.asyncDispose]: () => Promise.resolve(),
    };
  },
});

// Work that goes on after the response; the process stays, so holding the promise is all there is to do.
(globalThis as { EdgeRuntime?: unknown }).EdgeRuntime = {
  waitUntil<T>(work: Promise<T>): Promise<T> {
    work.catch((error) => console.error("waitUntil:", error));
    return work;
  },
};

Deno.env.delete("DENO_NO_UPDATE_CHECK"); // For Deno itself; the function never sees it.
const loaded = await import(module);
if (typeof loaded.default?.fetch === "function") handler = loaded.default.fetch.bind(loaded.default);
else if (typeof loaded.default === "function") handler ??= loaded.default;
if (!handler) throw new Error("the module exports no default { fetch } and calls no Deno.serve");
const answer: Handler = handler;

// A promise that nobody awaits is the function's bug, but no reason to refuse other requests.
addEventListener("unhandledrejection", (event) => {
  event.preventDefault();
  console.error("unhandled rejection:", event.reason);
});

serve({
  hostname: "127.0.0.1",
  port: 0,
  onListen: ({ port }) => console.log(`${mark} ${port}`),
  onError(error) {
    console.error(error);
    return Response.json({ code: "WORKER_ERROR", message: "Function exited due to an error (please check logs)" }, {
      status: 500,
    });
  },
}, (request, info) => {
  // Outside, the function is known by the gateway's address.
  const url = new URL(request.url);
  const host = request.headers.get("x-forwarded-host");
  const outer = host ? new Request(`http://${host}${url.pathname}${url.search}`, request) : request;
  return answer(outer, info);
});
