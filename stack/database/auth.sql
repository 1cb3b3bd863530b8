-- Over the auth schema that the REST and Auth engine makes: the helpers policies call, and who may use what.

create or replace function auth.jwt() returns jsonb
language sql stable
as $$
  select coalesce(
    nullif(current_setting('request.jwt.claim', true), ''),
    nullif(current_setting('request.jwt.claims', true), ''))::jsonb
$$;

create or replace function auth.uid() returns uuid
language sql stable
as $$
  select coalesce(
    nullif(current_setting('request.jwt.claim.sub', true), ''),
    nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub')::uuid
$$;

create or replace function auth.role() returns text
language sql stable
as $$
  select coalesce(
    nullif(current_setting('request.jwt.claim.role', true), ''),
    nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'role')
$$;

create or replace function auth.email() returns text
language sql stable
as $$
  select coalesce(
    nullif(current_setting('request.jwt.claim.email', true), ''),
    nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'email')
$$;

-- The engine hands metadata over as a JSON string inside JSON; triggers on auth.users must see the object.
create or replace function auth.unwrap_metadata() returns trigger
language plpgsql
as $$
begin
  if jsonb_typeof(new.raw_app_meta_data) = 'string' then
    new.raw_app_meta_data := (new.raw_app_meta_data #>> '{}')::jsonb;
  end if;
  if jsonb_typeof(new.raw_user_meta_data) = 'string' then
    new.raw_user_meta_data := (new.raw_user_meta_data #>> '{}')::jsonb;
  end if;
  return new;
end $$;
-- Triggers run in the order of their names: this one comes first.
create or replace trigger "00_unwrap_metadata"
  before insert or update on auth.users
  for each row execute function auth.unwrap_metadata();

grant execute on function auth.jwt(), auth.uid(), auth.role(), auth.email() to anon, authenticated, service_role;
grant all on all tables in schema auth to postgres;
grant all on all sequences in schema auth to postgres;
grant select on all tables in schema auth to service_role;

-- As when hosted: every change of the schema makes the REST engine read it again.
create or replace function extensions.announce_schema_change() returns event_trigger
language plpgsql
as $$ begin notify pgrst, 'reload schema'; end $$;
do $$
begin
  if not exists (select from pg_catalog.pg_event_trigger where evtname = 'announce_ddl') then
    create event trigger announce_ddl on ddl_command_end execute function extensions.announce_schema_change();
    create event trigger announce_drop on sql_drop execute function extensions.announce_schema_change();
  end if;
end $$;

-- The engine makes the migration history too; it is the project's own.
alter schema supabase_migrations owner to postgres;
alter table supabase_migrations.schema_migrations owner to postgres;
