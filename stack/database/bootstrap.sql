-- What a Supabase project provides before its first migration: roles, schemas, extensions, publication.
-- Run by the superuser supabase_admin; running it again changes nothing.

do $$
declare
  role record;
begin
  for role in
    select * from (values
      ('anon', 'nologin noinherit'),
      ('authenticated', 'nologin noinherit'),
      ('service_role', 'nologin noinherit bypassrls'),
      ('supabase_auth_admin', 'nologin noinherit'),
      ('supabase_realtime_admin', 'nologin noinherit'),
      -- The project's own role: as when hosted, it may do much, but it is no superuser.
      ('postgres', 'login createdb createrole replication bypassrls'),
      ('authenticator', 'login noinherit')
    ) as wanted (name, attributes)
  loop
    if not exists (select from pg_catalog.pg_roles where rolname = role.name) then
      execute format('create role %I %s', role.name, role.attributes);
    end if;
  end loop;
end $$;

grant anon, authenticated, service_role to authenticator;
grant anon, authenticated, service_role, supabase_realtime_admin to postgres with admin option;
grant pg_read_all_data, pg_monitor, pg_signal_backend to postgres;

alter database postgres owner to postgres;
alter role postgres set search_path = "$user", public, extensions;
alter role anon set statement_timeout = '3s';
alter role authenticated set statement_timeout = '8s';

create schema if not exists extensions authorization postgres;
create schema if not exists auth;
create schema if not exists realtime;
grant usage on schema public, extensions, auth, realtime to anon, authenticated, service_role, postgres;
-- Tables in public are granted by the migrations, one by one: a project gives nothing away by default.

create extension if not exists pgcrypto schema extensions;
create extension if not exists "uuid-ossp" schema extensions;

do $$
begin
  if not exists (select from pg_catalog.pg_publication where pubname = 'supabase_realtime') then
    create publication supabase_realtime;
    alter publication supabase_realtime owner to postgres;
  end if;
end $$;
