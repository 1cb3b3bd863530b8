/** Access tokens made to order, good and bad. */
import type { Stack } from "../../stack/stack.ts";
import { openTokens } from "../../stack/auth/tokens.ts";

export interface Minted {
  /** A token signed by the project; the given claims replace the usual ones, undefined leaves one out. */
  mint(claims?: Record<string, unknown>): Promise<string>;
  /** The same claims, and the same key id, under somebody else's key. */
  forge(claims?: Record<string, unknown>): Promise<string>;
  /** The same claims with algorithm "none". */
  unsigned(claims?: Record<string, unknown>): string;
}

export async function minting(stack: Stack): Promise<Minted> {
  const { tokens, keys } = stack;
  const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign", "verify"]);
  const stranger = await crypto.subtle.exportKey("jwk", pair.privateKey);
  const kid = tokens.jwks.keys[0]!.kid;
  const strangers = await openTokens({ ...keys, signingKey: stranger }, tokens.issuer, kid);
  const usual = (claims: Record<string, unknown> = {}) => {
    const now = Math.floor(Date.now() / 1000);
    return {
      iss: tokens.issuer,
      sub: crypto.randomUUID(),
      aud: "authenticated",
      role: "authenticated",
      iat: now,
      exp: now + 3600,
      session_id: crypto.randomUUID(),
      app_metadata: {},
      user_metadata: {},
      is_anonymous: false,
      aal: "aal1",
      ...claims,
    };
  };
  const part = (value: unknown) =>
    new TextEncoder().encode(JSON.stringify(value)).toBase64({ alphabet: "base64url", omitPadding: true });
  return {
    mint: (claims) => tokens.sign(usual(claims)),
    forge: (claims) => strangers.sign(usual(claims)),
    unsigned: (claims) => `${part({ alg: "none", typ: "JWT" })}.${part(usual(claims))}.`,
  };
}
