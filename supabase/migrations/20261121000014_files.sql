-- An account's files in Storage: exported by name, and removed through Storage's own API when the account ends.
set check_function_bodies = off;

insert into edge.jobs (name, every, due_at) values ('remove_files', '10 minutes', now());

-- Files in Storage whose account is gone, until they are gone too.
create table edge.file_removals (
  bucket_id  text not null,
  name       text not null,
  queued_at  timestamptz not null default now(),
  asked_at   timestamptz,
  primary key (bucket_id, name)
);

comment on column edge.file_removals.asked_at is 'When Storage was last asked to remove it.';

-- No grant to anybody.
alter table edge.file_removals enable row level security;

create policy "nobody but the machinery, which runs as the owner"
  on edge.file_removals for all to anon, authenticated
  using (false);

-- A person's files in Storage: none where there is no Storage. Read dynamically, because plain Postgres has no such schema.
create function edge.files_of(p_user_id uuid) returns table (bucket_id text, name text, created_at timestamptz)
language plpgsql stable security definer set search_path = ''
as $$
begin
  if to_regclass('storage.objects') is not null then
    return query execute 'select o.bucket_id::text, o.name::text, o.created_at from storage.objects o where o.owner_id = $1 order by 1, 2'
      using p_user_id::text;
  end if;
end
$$;

revoke execute on function edge.files_of(uuid) from public;

-- A path for a URL: every byte but letters, digits, `-._~` and the slashes percent-encoded (RFC 3986).
create function edge.url_encoded(p_path text) returns text
language plpgsql immutable set search_path = ''
as $$
begin
  return coalesce((
    select string_agg(
      case when c.letter ~ '^[A-Za-z0-9._~/-]$' then c.letter
        else regexp_replace(upper(encode(convert_to(c.letter, 'UTF8'), 'hex')), '(..)', '%\1', 'g') end,
      '' order by c.position)
    from unnest(string_to_array(p_path, null)) with ordinality c (letter, position)), '');
end
$$;

revoke execute on function edge.url_encoded(text) from public;

-- Trigger on auth.users: what a foreign key cannot do when an account ends, whoever ends it. Its files in Storage are queued:
-- Storage forbids deleting their rows, and only its own API removes the bytes. Analytics stay without the session that would
-- join them up again.
create function edge.account_ends() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  insert into edge.file_removals (bucket_id, name)
  select f.bucket_id, f.name from edge.files_of(old.id) f
  on conflict do nothing;

  update public.analytics_events set session_id = null where user_id = old.id;
  return old;
end
$$;

revoke execute on function edge.account_ends() from public;

-- What happens when an account ends, by its person or by an admin.
create trigger account_ends before delete on auth.users
  for each row execute function edge.account_ends();

-- Job: have Storage remove the files of accounts that are gone, a hundred at a time. One that Storage no longer has, or that is
-- somebody else's by now, is done and counted; one it was asked for and still has is asked for again.
create function edge.job_remove_files(out row_count bigint, out note text)
language plpgsql volatile set search_path = ''
as $$
declare
  most constant integer := 100;
  file record;
  call record;
  asked integer := 0;
begin
  row_count := 0;
  if not exists (select from edge.file_removals) then
    return;
  elsif to_regclass('storage.objects') is null then
    note := 'there is no Storage';
    return;
  end if;

  execute $sql$
    delete from edge.file_removals r where not exists (
      select from storage.objects o
      where o.bucket_id = r.bucket_id and o.name = r.name
        and o.owner_id is not null and o.owner_id not in (select u.id::text from auth.users u))$sql$;
  get diagnostics row_count = row_count;

  for file in
    select r.bucket_id, r.name from edge.file_removals r order by r.asked_at nulls first, r.queued_at, r.bucket_id, r.name limit most
  loop
    select * into call from edge.call_project('DELETE', 'storage/v1/object/' || edge.url_encoded(file.bucket_id || '/' || file.name));
    if call.request is null then
      note := call.note;
      return;
    end if;
    update edge.file_removals r set asked_at = now() where r.bucket_id = file.bucket_id and r.name = file.name;
    asked := asked + 1;
  end loop;
  note := format('asked for %s', asked);
end
$$;

revoke execute on function edge.job_remove_files() from public;

-- Everything kept about the caller, table by table (GDPR, articles 15 and 20), and the names of their files in Storage, from where
-- they are downloaded. A test fails when a table that refers to people is missing here.
-- Security definer, because parts of it are in tables nobody reads; each of them is asked for the caller's id alone.
create or replace function public.export_my_data() returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  me constant uuid := (select u.id from auth.users u where u.id = (select auth.uid()));
begin
  if me is null then
    raise exception 'sign in to export your data' using errcode = 'PT401';
  end if;

  return jsonb_build_object(
    'exportedAt', now(),
    'account', (select jsonb_build_object('id', u.id, 'email', u.a -> 'email', 'phone', u.a -> 'phone',
        'createdAt', u.a -> 'created_at', 'metadata', u.a -> 'raw_user_meta_data')
      from (select id, to_jsonb(users) as a from auth.users) u where u.id = me),
    'samples', (select coalesce(jsonb_agg(t order by t.created_at, t.id), '[]') from public.samples t where t.user_id = me),
    'events', (select coalesce(jsonb_agg(t order by t.created_at, t.id), '[]') from public.events t where t.user_id = me),
    'event_members', (select coalesce(jsonb_agg(t order by t.event_id), '[]') from public.event_members t where t.user_id = me),
    'tasks', (select coalesce(jsonb_agg(t order by t.created_at, t.id), '[]') from public.tasks t
      where t.owner_id = me or t.event_id in (select e.id from public.events e where e.user_id = me)),
    'crew_assignments', (select coalesce(jsonb_agg(t order by t.created_at, t.id), '[]') from public.crew_assignments t
      where t.event_id in (select e.id from public.events e where e.user_id = me)),
    'assets', (select coalesce(jsonb_agg(t order by t.created_at, t.id), '[]') from public.assets t where t.user_id = me),
    'shots', (select coalesce(jsonb_agg(t order by t.created_at, t.id), '[]') from public.shots t where t.user_id = me),
    'assistant_conversations', (select coalesce(jsonb_agg(t order by t.created_at, t.id), '[]')
      from public.assistant_conversations t where t.user_id = me),
    'assistant_insights', (select coalesce(jsonb_agg(t order by t.calculated_at, t.id), '[]')
      from public.assistant_insights t where t.user_id = me),
    'user_preferences', (select coalesce(jsonb_agg(t), '[]') from public.user_preferences t where t.user_id = me),
    'analytics_events', (select coalesce(jsonb_agg(t order by t.created_at, t.id), '[]')
      from public.analytics_events t where t.user_id = me),
    'requests', (select coalesce(jsonb_agg(t order by t.id), '[]') from edge.requests t where t.user_id = me),
    'rate_limits', (select coalesce(jsonb_agg(t order by t.window_s), '[]') from edge.rate_limits t where t.user_id = me),
    'data_epochs', (select coalesce(jsonb_agg(t order by t.kind), '[]') from edge.data_epochs t where t.user_id = me),
    'files', (select coalesce(jsonb_agg(t order by t.bucket_id, t.name), '[]') from edge.files_of(me) t)
  );
end
$$;

-- It answers a number now, so it cannot be replaced in place.
drop function public.delete_my_account();

-- Delete the caller's account and everything that is theirs (GDPR, article 17): what refers to the account goes with it by
-- foreign key, their events with everybody's tasks on them included. Analytics and metrics rows stay without a user and without
-- the session that would join them up again (edge.account_ends). Answers how many files in Storage are still to be removed: the
-- job remove_files has Storage do that.
-- Security definer, because nobody may delete from auth.users; only the id of the verified token is used, and it must exist.
create function public.delete_my_account() returns integer
language plpgsql volatile security definer set search_path = ''
as $$
declare
  me constant uuid := (select u.id from auth.users u where u.id = (select auth.uid()));
  files integer;
begin
  if me is null then
    raise exception 'sign in to delete your account' using errcode = 'PT401';
  end if;

  files := (select count(*) from edge.files_of(me));
  delete from auth.users where id = me;
  return files;
end
$$;

revoke execute on function public.delete_my_account() from public, anon;
grant execute on function public.delete_my_account() to authenticated;
