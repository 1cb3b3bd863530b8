-- Broadcast from the database: the table, the functions and the publication that Realtime provides.

create table if not exists realtime.messages (
  topic text not null,
  extension text not null,
  payload jsonb,
  event text,
  private boolean default false,
  updated_at timestamp not null default now(),
  inserted_at timestamp not null default now(),
  id uuid not null default gen_random_uuid(),
  primary key (id, inserted_at)
) partition by range (inserted_at);
-- Realtime makes a partition per day; one default partition holds the same rows.
create table if not exists realtime.messages_default partition of realtime.messages default;
alter table realtime.messages enable row level security;
alter table realtime.messages owner to supabase_realtime_admin;
alter table realtime.messages_default owner to supabase_realtime_admin;
grant select, insert on realtime.messages to anon, authenticated, service_role, postgres;

create or replace function realtime.topic() returns text
language sql stable
as $$ select nullif(current_setting('realtime.topic', true), '') $$;

-- A failure is a warning: a broadcast is a hint and must never undo the change it tells of.
create or replace function realtime.send(payload jsonb, event text, topic text, private boolean default true)
returns void
language plpgsql
as $$
declare
  message_id uuid := gen_random_uuid();
begin
  perform set_config('realtime.topic', topic, true);
  insert into realtime.messages (id, topic, extension, event, private, payload)
  values (message_id, topic, 'broadcast', event, private,
    case when payload ? 'id' then payload else payload || jsonb_build_object('id', message_id) end);
exception
  when others then
    raise warning 'WarnSendingBroadcastMessage: %', sqlerrm;
end $$;

create or replace function realtime.broadcast_changes(
  topic_name text, event_name text, operation text, table_name text, table_schema text,
  new record, old record, level text default 'ROW'
) returns void
language plpgsql
as $$
declare
  message jsonb;
begin
  if level = 'STATEMENT' then
    raise exception 'function can only be triggered for each row, not for each statement';
  end if;
  if operation not in ('INSERT', 'UPDATE', 'DELETE') then
    raise exception 'Unexpected operation type: %', operation;
  end if;
  message := jsonb_build_object(
    'old_record', to_jsonb(old), 'record', to_jsonb(new),
    'operation', operation, 'table', table_name, 'schema', table_schema);
  perform realtime.send(message, event_name, topic_name);
exception
  when others then
    raise exception 'Failed to process the row: %', sqlerrm;
end $$;

grant execute on all functions in schema realtime to anon, authenticated, service_role, postgres;

do $$
begin
  if not exists (select from pg_catalog.pg_publication where pubname = 'supabase_realtime_messages') then
    create publication supabase_realtime_messages
      for table realtime.messages with (publish = 'insert', publish_via_partition_root = true);
  end if;
end $$;
