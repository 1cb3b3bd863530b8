// Scratch databases: empty, with the platform's part, then ours from sql/ or from supabase/migrations/.
import postgres from "postgres";
import { startServer } from "./server.ts";

type Rows = postgres.PendingQuery<[postgres.Row, ...postgres.Row[]]>;

/** What a query answers; a test that reads the first row takes it to be there, and fails at once where it is not. */
interface Queries {
  // deno-lint-ignore no-explicit-any
  (text: TemplateStringsArray, ...values: readonly any[]): Rows;
  unsafe(text: string): Rows;
}
export type Sql = Queries & postgres.Sql;
export type Tx = Queries & postgres.TransactionSql;

/** What is built: ours from one of the two sources, or only what the platform brings. */
export type Source = "sql" | "migrations" | "platform";
export type Scratch = { sql: Sql; url: string; close: () => Promise<void> };

const root = new URL("../../../", import.meta.url);
const text = (path: string | URL) => Deno.readTextFileSync(new URL(path, root));

/** The files of sql/ in the order of sql/order.txt. */
export function sourceFiles(): string[] {
  return text("sql/order.txt").split("\n").map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#") && !line.startsWith("["));
}

export function migrationFiles(): string[] {
  return [...Deno.readDirSync(new URL("supabase/migrations/", root))].map((entry) => entry.name)
    .filter((name) => name.endsWith(".sql")).sort();
}

/** A database of its own on a server of its own, built from `source`; closing it ends both. */
export async function scratch(source: Source = "migrations", options: { bin?: string } = {}): Promise<Scratch> {
  const server = await startServer(options);
  const database = await databaseOn(server.url, source);
  return {
    ...database,
    async close() {
      await database.close();
      await server.stop();
    },
  };
}

/** One more database on a running server. */
export async function databaseOn(serverUrl: string, source: Source): Promise<Scratch> {
  const name = `scratch_${crypto.randomUUID().replaceAll("-", "")}`;
  const admin = connect(serverUrl, 1);
  await admin.unsafe(`create database ${name}`);
  const url = serverUrl.replace(/\/[^/]*$/, `/${name}`);
  const sql = connect(url);
  await build(sql, source);
  return {
    sql,
    url,
    async close() {
      await sql.end();
      await admin.unsafe(`drop database ${name} with (force)`);
      await admin.end();
    },
  };
}

async function build(sql: Sql, source: Source): Promise<void> {
  await sql.unsafe(text("tests/database/support/platform.sql"));
  if (source === "platform") return;
  if (source === "migrations") {
    for (const name of migrationFiles()) await apply(sql, name, text(`supabase/migrations/${name}`));
    return;
  }
  for (const name of sourceFiles()) {
    await apply(sql, name, `set check_function_bodies = off;\n${text(`sql/${name}`)}`);
  }
}

async function apply(sql: Sql, name: string, script: string): Promise<void> {
  try {
    await sql.unsafe(script);
  } catch (error) {
    throw new Error(`${name}: ${(error as Error).message}`);
  }
}

export function connect(url: string, max = 10): Sql {
  return postgres(url, { max, onnotice: () => {} }) as Sql;
}
