/** The secrets of one data directory: made once, kept there, so that sessions and clients survive a restart. */
import { chmodSync, existsSync } from "node:fs";
import type { Layout } from "./paths.ts";

export interface Keys {
  /** `sb_publishable_…`: what browsers send; role `anon` without a session. */
  publishable: string;
  /** `sb_secret_…`: role `service_role`. */
  secret: string;
  /** The private ES256 key that signs access tokens. */
  signingKey: JsonWebKey;
  /** The secret between the gateway and the REST engine; it never leaves the process. */
  engineSecret: string;
  databasePassword: string;
  demoPassword: string;
  adminPassword: string;
}

/** Reads the keys of a data directory, or makes them for a new one. */
export async function loadKeys({ keys: path, cluster, directory }: Layout): Promise<Keys> {
  const begin = `begin anew with --fresh, which empties ${directory}, or put the file back`;
  const text = await Deno.readTextFile(path).catch((error) => {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    if (existsSync(cluster)) {
      throw new Error(`${path} is gone, and with it the way into the database beside it: ${begin}.`);
    }
  });
  if (text === undefined) return await keepNewKeys(path);
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${path} is damaged: ${begin}.`);
  }
}

async function keepNewKeys(path: string): Promise<Keys> {
  const keys = await makeKeys();
  await Deno.writeTextFile(path, JSON.stringify(keys, null, 2) + "\n", { mode: 0o600 });
  chmodSync(path, 0o600);
  return keys;
}

async function makeKeys(): Promise<Keys> {
  const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign", "verify"]);
  return {
    publishable: `sb_publishable_${randomText(24)}`,
    secret: `sb_secret_${randomText(24)}`,
    signingKey: await crypto.subtle.exportKey("jwk", pair.privateKey),
    engineSecret: randomText(32),
    databasePassword: randomText(18),
    demoPassword: `demo-${randomText(6)}`,
    adminPassword: `admin-${randomText(6)}`,
  };
}

/** URL-safe random text of `bytes` bytes of entropy. */
export function randomText(bytes: number): string {
  return crypto.getRandomValues(new Uint8Array(bytes)).toBase64({ alphabet: "base64url", omitPadding: true });
}
