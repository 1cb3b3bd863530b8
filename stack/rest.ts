/** The REST and Auth engine: `@supabase/lite` on our Postgres, with what it lacks put right. */
import { App } from "@supabase/lite";
import { createPostgresConnection } from "@supabase/lite/postgres";
import type { Sql } from "postgres";
import { evened } from "./bulk.ts";
import type { Keys } from "./keys.ts";
import { pipeline } from "./pipeline.ts";
import { refusing } from "./refusals.ts";

export interface Engine {
  /** Answers `/rest/v1/…` and `/auth/v1/…`; access tokens must be signed with the engine's own secret. */
  fetch(request: Request): Promise<Response>;
  /** Makes the tables of schema auth. */
  provision(): Promise<void>;
  /** Reads tables, functions and relations again before the next request. */
  reload(): Promise<void>;
  close(): Promise<void>;
}

export interface EngineOptions {
  databaseUrl: string;
  keys: Keys;
  siteUrl: string;
}

/** Access tokens live an hour, as when hosted. */
export const tokenLifetimeS = 3600;

export async function openEngine({ databaseUrl, keys, siteUrl }: EngineOptions): Promise<Engine> {
  const json = { serialize: serializeJson, parse: JSON.parse };
  const time = { serialize: (value: unknown) => value, parse: isoTime };
  const connection = createPostgresConnection({
    url: databaseUrl,
    postgresOptions: {
      max: 16,
      onnotice() {},
      types: {
        json: { to: 114, from: [114], ...json },
        jsonb: { to: 3802, from: [3802], ...json },
        timestamptz: { to: 1184, from: [1184], ...time },
        timestamp: { to: 1114, from: [1114], ...time },
      },
    },
  });
  pipeline((connection as unknown as { driver: Sql }).driver);
  const app = new App({
    connection,
    api: { schemas: ["public"], max_rows: 1000 },
    auth: {
      enabled: true,
      jwt_secret: keys.engineSecret,
      jwt_expiry: tokenLifetimeS,
      enable_signup: true,
      publishable_key: keys.publishable,
      secret_key: keys.secret,
      site_url: siteUrl,
      email: { enable_signup: true, enable_confirmations: false },
    },
  });
  await app.init();
  // On its first request the engine would grant everything in every schema with row level security to the API roles,
  // silently undoing the migrations' grants. In the state "active" it believes that it has done so. The field is
  // private, so the version is pinned and tests/stack/rest.test.ts watches it.
  (connection as unknown as { rlsState: string }).rlsState = "active";
  return {
    fetch: (request) => refusing(async () => await app.fetch(await evened(request), { peerAddress: null })),
    provision: () => app.ensureSystemSchema(),
    reload: async () => {
      await connection.clearSchemaCache();
    },
    async close() {
      // A caller that was killed in the middle of a request leaves its transaction open; Postgres is stopped next.
      const patience = new Promise<void>((resolve) => setTimeout(resolve, PATIENCE_MS));
      await Promise.race([connection.close(), patience]);
    },
  };
}

/** How long a closing engine waits for its last queries. */
const PATIENCE_MS = 1000;

/**
 * The engine has often made JSON text of a value already; making it twice would store a string instead of an object.
 * Text that is no object or list is ambiguous here: the engine hands over 12 and "12" alike, and it becomes a string.
 */
function serializeJson(value: unknown): string {
  if (typeof value === "string" && /^\s*[[{]/.test(value)) {
    try {
      JSON.parse(value);
      return value;
    } catch { /* a text that merely begins like JSON */ }
  }
  return JSON.stringify(value);
}

/** `2026-11-21 03:48:51+00` as PostgREST writes it: `2026-11-21T03:48:51+00:00`. */
export function isoTime(text: string): string {
  return text.replace(" ", "T").replace(/([+-]\d\d)$/, "$1:00");
}
