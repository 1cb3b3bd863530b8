/** What Realtime must know of tables and types; read once, and again after the schema changed. */
import type { Sql } from "postgres";

export interface Table {
  /** The primary key's columns with their types, in order; empty without one. */
  key: { name: string; type: string }[];
  secured: boolean;
  /** Whether the publication `supabase_realtime` covers it. */
  published: boolean;
  /** The columns that each API role may select. */
  readable: Record<string, Set<string>>;
}

export class Catalogue {
  readonly #tables = new Map<string, Promise<Table | undefined>>();
  #types: Promise<Map<number, string>> | undefined;

  constructor(private readonly sql: Sql) {}

  /** Forgets everything. */
  clear(): void {
    this.#tables.clear();
    this.#types = undefined;
  }

  /** A type's name by its oid, such as `int4`. */
  async types(): Promise<Map<number, string>> {
    this.#types ??= this.sql`select oid::int8::text as oid, typname::text as name from pg_catalog.pg_type`.then(
      (rows) => new Map(rows.map(({ oid, name }) => [Number(oid), name as string])),
    );
    return await this.#types;
  }

  async table(schema: string, name: string): Promise<Table | undefined> {
    const id = `${schema}.${name}`;
    const known = this.#tables.get(id) ?? this.#read(schema, name);
    this.#tables.set(id, known);
    return await known;
  }

  /** Whether a subscription to this table (or, with `*`, to any of the schema) can ever hear something. */
  async isPublished(schema: string, table: string): Promise<boolean> {
    const [found] = await this.sql`
      select from pg_catalog.pg_publication_tables
      where pubname = 'supabase_realtime'
        and (${schema} = '*' or schemaname = ${schema}) and (${table} = '*' or tablename = ${table})
      limit 1`;
    return found !== undefined;
  }

  async #read(schema: string, name: string): Promise<Table | undefined> {
    const [row] = await this.sql`
      select c.relrowsecurity as secured,
        exists (select from pg_catalog.pg_publication_tables
          where pubname = 'supabase_realtime' and schemaname = ${schema} and tablename = ${name}) as published,
        coalesce((select jsonb_agg(jsonb_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod))
            order by array_position(i.indkey::int2[], a.attnum))
          from pg_catalog.pg_index i
          join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum = any (i.indkey)
          where i.indrelid = c.oid and i.indisprimary), '[]') as key,
        (select jsonb_object_agg(role, columns) from (
          select role, coalesce((select jsonb_agg(a.attname) from pg_catalog.pg_attribute a
              where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                and has_schema_privilege(role, n.oid, 'usage')
                and has_column_privilege(role, c.oid, a.attnum, 'select')), '[]') as columns
          from unnest(array['anon', 'authenticated', 'service_role']) as role) as by_role) as readable
      from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
      where n.nspname = ${schema} and c.relname = ${name}`;
    if (!row) return undefined;
    const roles = Object.entries(row.readable as Record<string, string[]>);
    const readable = Object.fromEntries(roles.map(([role, columns]) => [role, new Set(columns)]));
    return { key: row.key, secured: row.secured, published: row.published, readable };
  }
}
