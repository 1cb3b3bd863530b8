// Stand-ins for what a project has and plain Postgres lacks: Vault, pg_net (which here only writes down what it is asked to send)
// and Storage's table, which refuses to be deleted from as the platform's does.
import type { Sql } from "./scratch.ts";

export const secretKey = "sb_secret_of_the_test";

export const makeVault = (sql: Sql) =>
  sql.unsafe(`create schema vault; create table vault.decrypted_secrets (name text, decrypted_secret text)`);

/** Puts a secret into Vault. */
export const keep = (sql: Sql, name: string, secret: string) =>
  sql`insert into vault.decrypted_secrets values (${name}, ${secret})`;

export const makeNet = (sql: Sql) =>
  sql.unsafe(`create schema net;
    create table net.asked (id bigint generated always as identity, method text, url text, body jsonb, headers jsonb);
    create function net.http_post(url text, body jsonb default '{}', params jsonb default '{}', headers jsonb default '{}',
      timeout_milliseconds integer default 5000) returns bigint language sql volatile
    as $$ insert into net.asked (method, url, body, headers) values ('POST', $1, $2, $4) returning id $$;
    create function net.http_delete(url text, params jsonb default '{}', headers jsonb default '{}',
      timeout_milliseconds integer default 5000, body jsonb default null) returns bigint language sql volatile
    as $$ insert into net.asked (method, url, body, headers) values ('DELETE', $1, $5, $3) returning id $$`);

/** A project where the jobs can call everything. */
export async function makeNetwork(sql: Sql): Promise<void> {
  await makeVault(sql);
  await keep(sql, "project_url", "https://project.test/");
  await keep(sql, "secret_key", secretKey);
  await makeNet(sql);
}

/** What was asked to be sent since the last time. */
export async function asked(sql: Sql): Promise<{ method: string; url: string; body: unknown }[]> {
  const rows = await sql`with asked as (delete from net.asked returning *) select * from asked order by id`;
  return rows.map(({ method, url, body }) => ({ method, url, body }));
}

export const makeStorage = (sql: Sql) =>
  sql.unsafe(`create schema storage;
    create table storage.objects (id uuid primary key default gen_random_uuid(), bucket_id text, name text, owner_id text,
      created_at timestamptz default now(), unique (bucket_id, name));
    create function storage.protect_delete() returns trigger language plpgsql as $$ begin
      if coalesce(current_setting('storage.allow_delete_query', true), '') <> 'true' then
        raise exception 'use the Storage API' using errcode = '42501';
      end if;
      return null;
    end $$;
    create trigger protect_delete before delete on storage.objects for each statement execute function storage.protect_delete()`);

/** What Storage does when it is asked to remove a file. */
export async function removeObject(sql: Sql, bucket: string, name: string): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`select set_config('storage.allow_delete_query', 'true', true)`;
    await tx`delete from storage.objects where bucket_id = ${bucket} and name = ${name}`;
  });
}
