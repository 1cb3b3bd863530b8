/**
 * A function by a careful TypeScript author: the token verified here, one call before the analysis, the record after the
 * answer.
 */

/** From the parsed body and the moment of its arrival to the answer. */
// deno-lint-ignore no-explicit-any
export type Analysis = (input: any, now: number) => object;

interface Options {
  /** Whether a verified token is remembered until it expires, as our functions do. */
  remembers: boolean;
}

const utf8 = new TextEncoder();
const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const bytes = (part: string) => Uint8Array.fromBase64(part, { alphabet: "base64url" });

export function handler(name: string, analyze: Analysis, { remembers }: Options) {
  const url = Deno.env.get("SUPABASE_URL");
  const issuer = Deno.env.get("JWT_ISSUER") ?? `${url}/auth/v1`;
  const { default: apikey } = JSON.parse(Deno.env.get("SUPABASE_SECRET_KEYS")!);
  const { keys: [jwk] } = JSON.parse(Deno.env.get("SUPABASE_JWKS")!);
  const key = crypto.subtle.importKey("jwk", jwk, algorithm, false, ["verify"]);
  const known = new Map<string, { sub: string; exp: number }>();

  async function userOf(token: string): Promise<string> {
    const before = known.get(token);
    if (before && before.exp * 1000 > Date.now()) return before.sub;
    const [header, payload, signature] = token.split(".");
    const { alg } = JSON.parse(new TextDecoder().decode(bytes(header)));
    const signed = utf8.encode(`${header}.${payload}`);
    if (alg !== "ES256" || !await crypto.subtle.verify(algorithm, await key, bytes(signature), signed)) {
      throw new Error("the token is not valid");
    }
    const claims = JSON.parse(new TextDecoder().decode(bytes(payload)));
    const valid = claims.exp * 1000 > Date.now() && claims.iss === issuer && claims.aud === "authenticated" &&
      claims.role === "authenticated";
    if (!valid) throw new Error("the token is not valid");
    if (remembers) known.set(token, claims);
    return claims.sub;
  }

  const call = (name: string, args: unknown) =>
    fetch(`${url}/rest/v1/rpc/${name}`, {
      method: "POST",
      headers: { apikey, "content-type": "application/json" },
      body: JSON.stringify(args),
    });

  async function answer(request: Request): Promise<Response> {
    const arrived = Date.now();
    const p_user_id = await userOf(request.headers.get("authorization")!.slice("Bearer ".length));
    const input = JSON.parse(await request.text());
    const digest = await crypto.subtle.digest("SHA-256", utf8.encode(JSON.stringify([1, p_user_id, input])));
    const p_context_id = new Uint8Array(digest).toHex();
    const kind = { p_function: name, p_insight_type: name, p_context_id };
    const p_request_id = crypto.randomUUID();
    const window = { p_limit: 60, p_window_s: 60, p_request_id, p_elapsed_ms: Date.now() - arrived };
    const admitted = await call("edge_admit", { p_user_id, ...kind, ...window });
    const { kept, epoch } = await admitted.json();
    const data = kept?.data ?? analyze(input, input.now ? Date.parse(input.now) : arrived);
    const calculatedAt = kept?.calculatedAt ?? new Date(arrived).toISOString();
    const response = Response.json({ ...data, cached: kept !== null, calculatedAt });
    if (kept) return response; // Recorded with its admission.
    const keep = { p_data: data, p_ttl_s: 3600, p_epoch: epoch };
    const passed = { p_status: 200, p_duration_ms: Date.now() - arrived, p_cached: false };
    call("edge_record", { p_user_id, ...kind, p_request_id, ...passed, ...keep }).then((done) => done.body?.cancel());
    return response;
  }

  return {
    fetch: (request: Request): Promise<Response> =>
      answer(request).catch((error) => Response.json({ message: String(error) }, { status: 400 })),
  };
}
