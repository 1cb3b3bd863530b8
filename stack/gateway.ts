/** The one address: sends every request to the part of the stack that answers it. */
import type { Auth } from "./auth/auth.ts";
import type { Tokens } from "./auth/tokens.ts";
import type { FunctionHost } from "./functions/host.ts";
import type { Engine } from "./rest.ts";

export interface GatewayOptions {
  /** 0 lets the operating system choose. */
  port: number;
  parts: () => Parts | undefined;
}

/** What answers behind the gateway. */
export interface Parts {
  auth: Auth;
  engine: Engine;
  functions: FunctionHost;
  realtime: { fetch(request: Request): Promise<Response> };
  tokens: Tokens;
}

export interface Gateway {
  url: string;
  close(): Promise<void>;
}

const allowed = {
  "access-control-allow-origin": "*",
  "access-control-allow-methods": "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS",
  "access-control-max-age": "3600",
};
const exposed =
  "Content-Encoding, Content-Location, Content-Range, Content-Type, Date, Location, Range-Unit, X-Total-Count";

/** How long a closing gateway waits for answers that are on their way. */
const GRACE_MS = 500;

/** Opens the gateway at once, so that the port is ours; until the parts exist it answers 503. */
export function openGateway({ port, parts }: GatewayOptions): Gateway {
  const end = new AbortController();
  const server = Deno.serve(
    { hostname: "127.0.0.1", port, signal: end.signal, onListen() {} },
    async (request, { completed }) => {
      const ready = parts();
      if (!ready) {
        return Response.json({ message: "The stack is starting" }, { status: 503, headers: { "retry-after": "1" } });
      }
      if (!URL.canParse(request.url)) { // A Host header that is none.
        return open(Response.json({ message: "Bad Request" }, { status: 400 }));
      }
      const { pathname } = new URL(request.url);
      try {
        return await route(pathname, request, ready, completed);
      } catch (error) {
        if (!request.signal.aborted) console.error(`${request.method} ${pathname}:`, error);
        return open(Response.json({ code: 500, message: "Internal error; see the stack's log" }, { status: 500 }));
      }
    },
  );
  return {
    url: `http://127.0.0.1:${server.addr.port}`,
    async close() {
      end.abort(); // Not shutdown(): an open stream would hold the stack for ever.
      // Nor may a client that never reads its answer.
      await Promise.race([server.finished, new Promise((resolve) => setTimeout(resolve, GRACE_MS))]);
    },
  };
}

async function route(pathname: string, request: Request, parts: Parts, delivered: Promise<void>): Promise<Response> {
  if (pathname.startsWith("/functions/v1/")) return await parts.functions.fetch(request, delivered);
  if (pathname.startsWith("/realtime/v1/")) {
    if (request.method === "OPTIONS") return preflight(request);
    // The response to an upgrade must stay the object it is.
    const response = await parts.realtime.fetch(request);
    return response.status === 101 ? response : open(response);
  }
  if (pathname === "/") return Response.json({ name: "FashionOS Edge local stack", status: "running" });
  if (!/^\/(rest|auth)\/v1(\/|$)/.test(pathname)) {
    return Response.json({ message: "no Route matched with those values" }, { status: 404 });
  }
  if (request.method === "OPTIONS") return preflight(request);
  const inner = await translate(request, parts.tokens);
  if (typeof inner === "string") return open(refuseToken(pathname, inner));
  if (pathname.startsWith("/auth/")) return open(await parts.auth.fetch(inner, pathname.slice("/auth/v1".length)));
  return open(await parts.engine.fetch(inner));
}

/** The same request with the engine's token instead of ours, or what is wrong with ours. */
async function translate(request: Request, tokens: Tokens): Promise<Request | "expired" | "bad"> {
  const bearer = request.headers.get("authorization")?.match(/^Bearer\s+(.+)$/i)?.[1];
  if (!bearer) return request;
  const headers = new Headers(request.headers);
  if (bearer.startsWith("sb_")) headers.delete("authorization"); // No session: the API key alone decides.
  else {
    const verified = await tokens.verify(bearer);
    if (!verified) return await tokens.isExpired(bearer) ? "expired" : "bad";
    headers.set("authorization", `Bearer ${verified.inner}`);
  }
  return new Request(request, { headers });
}

/** In the words of PostgREST and Auth, which applications compare. */
function refuseToken(pathname: string, what: "expired" | "bad"): Response {
  if (pathname.startsWith("/auth/")) {
    const why = what === "expired" ? "token has invalid claims: token is expired" : "signature is invalid";
    const msg = `invalid JWT: unable to parse or verify signature, ${why}`;
    return Response.json({ code: 403, error_code: "bad_jwt", msg }, { status: 403 });
  }
  const [code, message] = what === "expired"
    ? ["PGRST303", "JWT expired"]
    : ["PGRST301", "JWT malformed or not signed by this project"];
  const headers = { "www-authenticate": `Bearer error="invalid_token", error_description="${message}"` };
  return Response.json({ code, message, details: null, hint: null }, { status: 401, headers });
}

function preflight(request: Request): Response {
  const asked = request.headers.get("access-control-request-headers");
  const headers = { ...allowed, "access-control-allow-headers": asked ?? "*", vary: "Access-Control-Request-Headers" };
  return new Response(null, { status: 204, headers });
}

/** The same response, readable by a page of any origin. */
function open(response: Response): Response {
  const headers = new Headers(response.headers);
  headers.set("access-control-allow-origin", "*");
  headers.set("access-control-expose-headers", exposed);
  headers.delete("access-control-allow-credentials");
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}
