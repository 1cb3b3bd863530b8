/** Access tokens: ES256 with a published key outside, the engine's shared secret inside. */
import type { Keys } from "../keys.ts";

/** What an access token says; `exp` and `iat` in seconds. */
export interface Claims {
  sub?: string;
  role: string;
  exp?: number;
  session_id?: string;
  app_metadata?: Record<string, unknown>;
  [claim: string]: unknown;
}

/** A token that was verified. */
export interface Verified {
  claims: Claims;
  /** The same claims, signed for the engine. */
  inner: string;
}

/** A public key as a JWKS lists it. */
export type PublicKey = JsonWebKey & { kid: string };

export interface Tokens {
  issuer: string;
  /** The document at `/auth/v1/.well-known/jwks.json`. */
  jwks: { keys: PublicKey[] };
  /** Signs an access token. */
  sign(claims: Record<string, unknown>): Promise<string>;
  /** The claims of a token that we signed and that has not expired; undefined for every other text. */
  verify(token: string): Promise<Verified | undefined>;
  /** Whether nothing but the time is wrong with a token that {@link verify} refuses. */
  isExpired(token: string): Promise<boolean>;
}

const algorithm = { name: "ECDSA", namedCurve: "P-256" };
const signature = { name: "ECDSA", hash: "SHA-256" };
const remembered = 5000;

/** `name` replaces the key's usual id, its thumbprint. */
export async function openTokens(keys: Keys, issuer: string, name?: string): Promise<Tokens> {
  const { d: _secret, key_ops: _operations, ext: _extractable, ...point } = keys.signingKey;
  const privateKey = await crypto.subtle.importKey("jwk", keys.signingKey, algorithm, false, ["sign"]);
  const publicKey = await crypto.subtle.importKey("jwk", point, algorithm, false, ["verify"]);
  const engineKey = await crypto.subtle.importKey(
    "raw",
    utf8(keys.engineSecret),
    { name: "HMAC", hash: "SHA-256" },
    false,
    ["sign"],
  );
  const kid = name ?? await thumbprint(point);
  const verified = new Map<string, Verified>();

  const seal = async (header: unknown, claims: unknown, sign: (text: BufferSource) => Promise<ArrayBuffer>) => {
    const text = `${encode(utf8(JSON.stringify(header)))}.${encode(utf8(JSON.stringify(claims)))}`;
    return `${text}.${encode(new Uint8Array(await sign(utf8(text))))}`;
  };

  async function check(token: string): Promise<Verified | undefined> {
    const [header, payload, mark, ...rest] = token.split(".");
    if (!header || !payload || !mark || rest.length) return undefined;
    try {
      const { alg, kid: named } = JSON.parse(decode(header));
      if (alg !== "ES256" || named !== kid) return undefined;
      const text = utf8(`${header}.${payload}`);
      if (!await crypto.subtle.verify(signature, publicKey, bytes(mark), text)) return undefined;
      const claims: Claims = JSON.parse(decode(payload));
      if (typeof claims !== "object" || claims === null || Array.isArray(claims)) return undefined;
      const inner = await seal(
        { alg: "HS256", typ: "JWT" },
        claims,
        (text) => crypto.subtle.sign("HMAC", engineKey, text),
      );
      return { claims, inner };
    } catch {
      return undefined;
    }
  }

  /** A token that we signed, expired or not. */
  async function known(token: string): Promise<Verified | undefined> {
    const found = verified.get(token) ?? await check(token);
    if (!found) return undefined;
    if (verified.size >= remembered) verified.clear();
    verified.set(token, found);
    return found;
  }

  return {
    issuer,
    jwks: { keys: [{ ...point, kid, alg: "ES256", use: "sig", key_ops: ["verify"] }] },
    sign: (claims) =>
      seal({ alg: "ES256", typ: "JWT", kid }, claims, (text) => crypto.subtle.sign(signature, privateKey, text)),
    async verify(token) {
      const found = await known(token);
      return found && !isOver(found.claims) ? found : undefined;
    },
    async isExpired(token) {
      const found = await known(token);
      return found !== undefined && isOver(found.claims);
    },
  };
}

/** RFC 7638: the key's name is the hash of its required members in order. */
async function thumbprint({ crv, kty, x, y }: JsonWebKey): Promise<string> {
  return encode(new Uint8Array(await crypto.subtle.digest("SHA-256", utf8(JSON.stringify({ crv, kty, x, y })))));
}

function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

function encode(data: Uint8Array): string {
  return data.toBase64({ alphabet: "base64url", omitPadding: true });
}

/** Strictly: one value has one text, without padding. */
function bytes(text: string): Uint8Array<ArrayBuffer> {
  const data = Uint8Array.fromBase64(text, { alphabet: "base64url" });
  if (encode(data) !== text) throw new SyntaxError("not base64url as JSON Web Tokens write it");
  return data;
}

function isOver({ exp }: Claims): boolean {
  return (exp ?? Infinity) <= Date.now() / 1000;
}

function decode(text: string): string {
  return new TextDecoder().decode(bytes(text));
}

/** The claims inside a token, without any check. */
export function readClaims(token: string): Claims {
  return JSON.parse(decode(token.split(".")[1] ?? ""));
}
