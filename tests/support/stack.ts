/**
 * A stack for one test file: ports from the operating system, data in a directory of its own, people and tokens made
 * to order. Where SUPABASE_URL and the keys are already set, use those instead of this.
 */
import { createClient, type SupabaseClient, type User } from "@supabase/supabase-js";
import { join } from "node:path";
import type { Sql } from "postgres";
import { type Stack, type StackOptions, startStack } from "../../stack/stack.ts";
import { projectRoot } from "../../stack/paths.ts";
import { type Minted, minting } from "./tokens.ts";

/** Somebody who has signed up. */
export interface Person {
  client: SupabaseClient;
  user: User;
  /** The access token. */
  token: string;
  email: string;
  password: string;
}

export interface TestStack extends Minted {
  url: string;
  publishableKey: string;
  secretKey: string;
  /** As the project's role `postgres`. */
  databaseUrl: string;
  /** A pool of that role, for setting up and looking behind the API. */
  sql: Sql;
  /** What the functions printed and the stack reported. */
  log: string[];
  /** A client without a session. */
  anonymous(): SupabaseClient;
  /** A client with the secret key. */
  service(): SupabaseClient;
  /** Signs somebody up; the name only makes the address readable. */
  person(name: string, appMetadata?: Record<string, unknown>): Promise<Person>;
  /** A client that sends this token. */
  withToken(token: string): SupabaseClient;
  /** The stack itself, for tests about it. */
  stack: Stack;
  stop(): Promise<void>;
}

const options = { auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false } };

/** Starts a stack that is gone without a trace after `stop()`. */
export async function startTestStack(given: Partial<StackOptions> = {}): Promise<TestStack> {
  const log: string[] = [];
  const directory = given.directory ?? await Deno.makeTempDir({ prefix: "stack-" });
  const stack = await startStack({
    port: 0,
    durable: false,
    template: join(projectRoot, ".stack", "template"),
    log: (line) => log.push(line),
    ...given,
    directory,
  });
  const { url, keys, sql } = stack;
  const clients: SupabaseClient[] = [];
  const client = (key: string, more: Record<string, unknown> = {}) => {
    const made = createClient(url, key, { ...options, ...more });
    clients.push(made);
    return made;
  };
  let count = 0;

  return {
    ...await minting(stack),
    url,
    publishableKey: keys.publishable,
    secretKey: keys.secret,
    databaseUrl: stack.databaseUrl,
    sql,
    log,
    stack,
    anonymous: () => client(keys.publishable),
    service: () => client(keys.secret),
    withToken: (token) => client(keys.publishable, { accessToken: () => Promise.resolve(token) }),
    async person(name, appMetadata) {
      const email = `${name}-${++count}-${crypto.randomUUID().slice(0, 8)}@people.test`;
      const password = `password of ${name}`;
      if (appMetadata) {
        const made = await client(keys.secret).auth.admin.createUser({
          email,
          password,
          email_confirm: true,
          app_metadata: appMetadata,
        });
        if (made.error) throw made.error;
      }
      const own = client(keys.publishable);
      const { data, error } = appMetadata
        ? await own.auth.signInWithPassword({ email, password })
        : await own.auth.signUp({ email, password });
      if (error || !data.session) throw error ?? new Error("no session");
      await own.realtime.setAuth(data.session.access_token);
      return { client: own, user: data.session.user, token: data.session.access_token, email, password };
    },
    async stop() {
      for (const made of clients) {
        await made.removeAllChannels();
        await made.realtime.disconnect();
      }
      await stack.stop();
      if (!given.directory) await Deno.remove(directory, { recursive: true });
    },
  };
}
