/** Brings a Postgres server to the state of a new Supabase project and opens connections to it. */
import { join } from "node:path";
import postgres, { type Sql } from "postgres";
import type { Keys } from "../keys.ts";
import { projectRoot } from "../paths.ts";
import { superuser } from "./cluster.ts";

export interface Urls {
  /** As the superuser: for the stack's own machinery. */
  platform: string;
  /** As the project's role `postgres`: for migrations, functions and everybody outside. */
  project: string;
}

export function databaseUrls(port: number, keys: Keys): Urls {
  const at = (user: string) => `postgresql://${user}:${keys.databasePassword}@127.0.0.1:${port}/postgres`;
  return { platform: at(superuser), project: at("postgres") };
}

/** A small pool that says nothing about notices. */
export function connect(url: string, max = 4): Sql {
  return postgres(url, { max, onnotice() {}, idle_timeout: 0 });
}

/** Gives the superuser of a copied cluster a password of its own. */
export async function changePassword(port: number, from: string, keys: Keys): Promise<void> {
  const sql = connect(databaseUrls(port, { ...keys, databasePassword: from }).platform, 1);
  await sql.unsafe(`alter role ${superuser} password '${keys.databasePassword}'`);
  await sql.end();
}

/** Makes roles, schemas, Realtime's tables, and what pg_net and Vault provide. */
export async function bootstrap(sql: Sql, keys: Keys): Promise<void> {
  await run(sql, "bootstrap.sql");
  await sql.unsafe(`alter role postgres password '${keys.databasePassword}'`);
  await run(sql, "realtime.sql");
  await run(sql, "network.sql");
}

/** What goes over the Auth engine's own tables. */
export async function finishAuth(sql: Sql): Promise<void> {
  await run(sql, "auth.sql");
}

async function run(sql: Sql, name: string): Promise<void> {
  const text = await Deno.readTextFile(join(projectRoot, "stack", "database", name));
  await sql.begin((sql) => sql.unsafe(text).simple());
}
