-- What every Supabase project already has when our first migration runs, as far as migrations and policies touch it:
-- roles, schema auth, schema realtime, the publication. A stand-in for tests on a plain Postgres; never a migration.
do $$
declare
  name text;
begin
  foreach name in array array['anon', 'authenticated', 'service_role'] loop
    if not exists (select from pg_roles where rolname = name) then
      execute format('create role %I nologin noinherit %s', name, case name when 'service_role' then 'bypassrls' else '' end);
    end if;
  end loop;
end
$$;

create schema auth;
create schema extensions;
create schema realtime;
grant usage on schema public, auth, extensions, realtime to anon, authenticated, service_role;

create table auth.users (
  id                  uuid primary key default gen_random_uuid(),
  email               text unique,
  raw_app_meta_data   jsonb not null default '{}',
  raw_user_meta_data  jsonb not null default '{}',
  created_at          timestamptz not null default now()
);

create function auth.jwt() returns jsonb language sql stable
as $$ select coalesce(nullif(current_setting('request.jwt.claims', true), ''), '{}')::jsonb $$;

create function auth.uid() returns uuid language sql stable
as $$ select nullif(auth.jwt() ->> 'sub', '')::uuid $$;

create function auth.role() returns text language sql stable
as $$ select auth.jwt() ->> 'role' $$;

create table realtime.messages (
  id           uuid not null default gen_random_uuid(),
  topic        text not null,
  extension    text not null,
  payload      jsonb,
  event        text,
  private      boolean default false,
  inserted_at  timestamp not null default now(),
  primary key (id, inserted_at)
);
alter table realtime.messages enable row level security;
grant select, insert on realtime.messages to anon, authenticated, service_role;

create function realtime.topic() returns text language sql stable
as $$ select nullif(current_setting('realtime.topic', true), '') $$;

create function realtime.send(payload jsonb, event text, topic text, private boolean default true) returns void language plpgsql
as $$
declare
  message uuid := gen_random_uuid();
begin
  perform set_config('realtime.topic', topic, true);
  insert into realtime.messages (id, payload, event, topic, private, extension)
  values (message, jsonb_build_object('id', message) || payload, event, topic, private, 'broadcast');
exception when others then
  raise warning 'WarnSendingBroadcastMessage: %', sqlerrm;
end
$$;

create publication supabase_realtime;
