/** Applies `supabase/migrations/*.sql`, with the result that `supabase db push` has. */
import { join } from "node:path";
import type { ISql, Sql } from "postgres";
import { splitStatements } from "./statements.ts";

interface Migration {
  version: string;
  name: string;
  file: string;
}

/** A migration that Postgres refused; nothing of it remains. */
export class MigrationFailed extends Error {
  constructor(file: string, cause: Error) {
    super(`${file}: ${cause.message}`, { cause });
    this.name = "MigrationFailed";
  }
}

/** Applies what is pending, each file in a transaction of its own; returns the files applied. */
export async function migrate(sql: Sql, directory: string): Promise<string[]> {
  await sql.unsafe(`
    create schema if not exists supabase_migrations;
    create table if not exists supabase_migrations.schema_migrations (version text not null primary key);
    alter table supabase_migrations.schema_migrations add column if not exists statements text[];
    alter table supabase_migrations.schema_migrations add column if not exists name text;
  `).simple();
  const applied = await sql`select version from supabase_migrations.schema_migrations`;
  const known = new Set(applied.map((row) => row.version));
  const pending = (await list(directory)).filter(({ version }) => !known.has(version));
  for (const migration of pending) await apply(sql, directory, migration);
  return pending.map(({ file }) => file);
}

async function list(directory: string): Promise<Migration[]> {
  const found: Migration[] = [];
  try {
    for await (const { name: file, isFile } of Deno.readDir(directory)) {
      const [, version, name] = file.match(/^(\d+)_(.*)\.sql$/) ?? [];
      if (isFile && version && name !== undefined) found.push({ version, name, file });
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return found.sort((a, b) => a.file < b.file ? -1 : 1);
}

async function apply(sql: Sql, directory: string, { version, name, file }: Migration): Promise<void> {
  const statements = splitStatements(await Deno.readTextFile(join(directory, file)));
  const run = async (sql: ISql) => {
    for (const statement of statements) await sql.unsafe(statement).simple();
    await sql`insert into supabase_migrations.schema_migrations (version, name, statements)
      values (${version}, ${name}, ${statements})`;
  };
  try {
    if (!statements.some(standsAlone)) await sql.begin(run);
    else {
      const connection = await sql.reserve();
      await run(connection).finally(() => connection.release());
    }
  } catch (error) {
    throw new MigrationFailed(file, error as Error);
  }
}

/** Whether Postgres refuses the statement inside a transaction, or it is about transactions itself. */
function standsAlone(statement: string): boolean {
  const words = statement.replace(/^(\s*--[^\n]*\n|\s*\/\*.*?\*\/)+/s, "").trimStart();
  return /^(begin|start transaction|commit|vacuum|alter system|(create|drop) database)\b/i.test(words) ||
    /^(create (unique )?index|drop index|reindex\b.*|refresh materialized view) concurrently\b/is.test(words);
}
