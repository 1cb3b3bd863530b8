-- What pg_net and Vault give a project: requests that are sent after the commit (stack/network.ts sends them), and secrets by
-- name. Nothing is encrypted here: who may read the view on a project may read the table here.

create schema if not exists net;

create table if not exists net.http_request_queue (
  id bigint generated always as identity primary key,
  method text not null,
  url text not null,
  headers jsonb not null,
  body jsonb,
  timeout_milliseconds integer not null
);

create table if not exists net._http_response (
  id bigint primary key,
  status_code integer,
  content_type text,
  headers jsonb,
  content text,
  timed_out boolean,
  error_msg text,
  created timestamptz not null default now()
);

create or replace function net.queue_request(
  method text, url text, params jsonb, headers jsonb, body jsonb, timeout_milliseconds integer
) returns bigint
language plpgsql security definer set search_path = ''
as $$
declare
  request bigint;
  query text := (select string_agg(format('%s=%s', key, value), '&') from jsonb_each_text(params));
begin
  insert into net.http_request_queue (method, url, headers, body, timeout_milliseconds)
  values ($1, $2 || coalesce('?' || query, ''), $4, $5, $6)
  returning id into request;
  notify net_requests;
  return request;
end $$;

create or replace function net.http_post(
  url text, body jsonb default '{}', params jsonb default '{}',
  headers jsonb default '{"Content-Type": "application/json"}', timeout_milliseconds integer default 5000
) returns bigint
language sql security definer set search_path = ''
as $$ select net.queue_request('POST', url, params, headers, body, timeout_milliseconds) $$;

create or replace function net.http_delete(
  url text, params jsonb default '{}', headers jsonb default '{}', timeout_milliseconds integer default 5000,
  body jsonb default null
) returns bigint
language sql security definer set search_path = ''
as $$ select net.queue_request('DELETE', url, params, headers, body, timeout_milliseconds) $$;

create schema if not exists vault;

create table if not exists vault.secrets (
  id uuid primary key default gen_random_uuid(),
  name text unique,
  description text not null default '',
  secret text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create or replace view vault.decrypted_secrets as
select id, name, description, secret, secret as decrypted_secret, created_at, updated_at from vault.secrets;

create or replace function vault.create_secret(new_secret text, new_name text default null, new_description text default '')
returns uuid
language sql security definer set search_path = ''
as $$ insert into vault.secrets (secret, name, description) values (new_secret, new_name, new_description) returning id $$;

create or replace function vault.update_secret(
  secret_id uuid, new_secret text default null, new_name text default null, new_description text default null
) returns void
language sql security definer set search_path = ''
as $$
  update vault.secrets set secret = coalesce(new_secret, secret), name = coalesce(new_name, name),
    description = coalesce(new_description, description), updated_at = now()
  where id = secret_id
$$;

revoke execute on all functions in schema net, vault from public;
grant usage on schema net, vault to postgres;
grant execute on all functions in schema net, vault to postgres;
grant select on net.http_request_queue, net._http_response, vault.decrypted_secrets to postgres;
grant select, delete on vault.secrets to postgres;
