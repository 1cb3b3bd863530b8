/** Somebody with a valid token, and the environment of functions that accept it. */

export interface Caller {
  userId: string;
  token: string;
  jwks: { keys: JsonWebKey[] };
}

const issuer = "http://bench.test/auth/v1";

export async function makeCaller(userId: string = crypto.randomUUID()): Promise<Caller> {
  const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
  const pair = await crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const key = { ...await crypto.subtle.exportKey("jwk", pair.publicKey), kid: "bench", alg: "ES256" };
  const exp = Math.floor(Date.now() / 1000) + 3600;
  const part = (value: unknown) => base64url(new TextEncoder().encode(JSON.stringify(value)));
  const claims = { iss: issuer, sub: userId, aud: "authenticated", role: "authenticated", exp };
  const signed = `${part({ alg: "ES256", kid: "bench", typ: "JWT" })}.${part(claims)}`;
  const signature = await crypto.subtle.sign(algorithm, pair.privateKey, new TextEncoder().encode(signed));
  return { userId, token: `${signed}.${base64url(new Uint8Array(signature))}`, jwks: { keys: [key] } };
}

/** As the platform sets it, for a database at `url`. */
export function environment({ jwks, userId }: Caller, url: string): Record<string, string> {
  return {
    SUPABASE_URL: url,
    SUPABASE_JWKS: JSON.stringify(jwks),
    JWT_ISSUER: issuer,
    SUPABASE_PUBLISHABLE_KEYS: JSON.stringify({ default: "sb_publishable_bench" }),
    SUPABASE_SECRET_KEYS: JSON.stringify({ default: "sb_secret_bench" }),
    SUPABASE_SERVICE_ROLE_KEY: "sb_secret_bench",
    BENCH_USER_ID: userId,
  };
}

/** As it arrives over HTTP: it says how long its body is. */
export function request(address: string, { token }: Caller, body: string, name = "logistics-analyzer"): Request {
  const headers = {
    authorization: `Bearer ${token}`,
    "content-type": "application/json",
    "content-length": `${encoder.encode(body).length}`,
  };
  return new Request(`${address}/${name}`, { method: "POST", headers, body });
}

const encoder = new TextEncoder();
const base64url = (bytes: Uint8Array) => bytes.toBase64({ alphabet: "base64url", omitPadding: true });
