-- What a transaction's changes make stale is forgotten when it commits, in one order for everybody: two people could wait for each
-- other in a circle, as when a member left an event while its tasks were edited. Jobs wait for nobody, and one that takes too long
-- is written down as every other that fails.

drop function edge.invalidate(uuid[], text);
drop function edge.invalidate_one(uuid, text);

-- These people's rows of this kind changed: note it, for edge.forget_at_commit to act on. The note is a setting of the
-- transaction's own; a savepoint that is rolled back takes its notes with it. Where that trigger has been called already, as when
-- somebody makes constraints immediate, nobody would read the note: then it is acted on at once. Answers all
-- notes: what is answered needs no statement, which a change of one row would feel.
create function edge.invalidate(p_user_ids uuid[], p_kind text) returns text
language plpgsql security definer set search_path = ''
as $$
declare
  so_far constant text := coalesce(current_setting('edge.changes', true), '');
  note constant text := nullif(array_to_string(p_user_ids, p_kind || ';'), '') || p_kind || ';';
begin
  if so_far = '!' and note is not null then
    perform edge.forget(note);
  end if;
  return case when so_far <> '!' and strpos(so_far, note) = 0 then set_config('edge.changes', so_far || note, true) else so_far end;
end
$$;

revoke execute on function edge.invalidate(uuid[], text) from public;

-- See that there is an epoch to lock for each of these people and kinds; the two lists go side by side. Somebody whose account
-- is just being ended is waited for, and passed over once it is gone.
create function edge.begin_epochs(p_user_ids uuid[], p_kinds text[]) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  insert into edge.data_epochs (user_id, kind, epoch)
  select u.id, c.kind, 0
  from unnest(p_user_ids, p_kinds) c (user_id, kind) join auth.users u on u.id = c.user_id
  where not exists (select from edge.data_epochs e where e.user_id = c.user_id and e.kind = c.kind)
  order by u.id, c.kind
  for key share of u
  on conflict do nothing;
end
$$;

revoke execute on function edge.begin_epochs(uuid[], text[]) from public;

-- Forget what was computed from these rows: `<person><kind>;` for each, as edge.invalidate notes them.
--
-- The epochs are moved first. That takes the lock `edge_record` holds while it keeps an answer, so the delete, which sees what
-- was committed before it began, finds every answer computed from the old rows; an answer that comes later finds a newer epoch.
-- Two statements on purpose: in one, the delete would see what was there before the lock.
--
-- Everything is locked in one order: people, their kinds, then answers by id.
create function edge.forget(p_noted text) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  people uuid[];
  kinds text[];
begin
  select array_agg(c.person order by c.person, c.kind), array_agg(c.kind order by c.person, c.kind) into people, kinds
  from (select distinct left(n, 36)::uuid as person, substr(n, 37) as kind from string_to_table(rtrim(p_noted, ';'), ';') n) c;

  perform edge.begin_epochs(people, kinds);
  perform from edge.data_epochs e
  where (e.user_id, e.kind) in (select c.person, c.kind from unnest(people, kinds) c (person, kind))
  order by e.user_id, e.kind for update;
  update edge.data_epochs e set epoch = e.epoch + 1
  from unnest(people, kinds) c (person, kind) where e.user_id = c.person and e.kind = c.kind;

  delete from public.assistant_insights i
  where i.id in (
    select k.id
    from unnest(people, kinds) c (person, kind)
    join public.assistant_insights k on k.user_id = c.person and k.insight_type = any (edge.types_from(c.kind))
    order by k.id for update of k);
end
$$;

revoke execute on function edge.forget(text) from public;

-- Constraint trigger: forget what was computed from the rows that this transaction changed. Called at commit for each row; the
-- first call does it for all, and says so by a `!` in place of the notes.
--
-- At commit, because only then is everything known that will be locked, and can be locked in one order. Were it done change by
-- change, transactions that touch the same people in another order would wait for each other; and a member who leaves, or an
-- event that ends, is several changes in one statement.
create function edge.forget_at_commit() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  noted constant text := coalesce(current_setting('edge.changes', true), '');
begin
  if noted = '!' or set_config('edge.changes', '!', true) <> '!' or noted = '' then
    return null;
  elsif strpos(noted, ';') < length(noted) then
    perform edge.forget(noted);
    return null;
  end if;

  -- One kind of one person's rows, as nearly always: the same without lists.
  update edge.data_epochs e set epoch = e.epoch + 1
  where e.user_id = left(noted, 36)::uuid and e.kind = substr(noted, 37, length(noted) - 37);
  if not found then
    perform edge.forget(noted);
  elsif exists (select from public.assistant_insights i where i.user_id = left(noted, 36)::uuid) then
    delete from public.assistant_insights i
    where i.id in (
      select k.id from public.assistant_insights k
      where k.user_id = left(noted, 36)::uuid and k.insight_type = any (edge.types_from(substr(noted, 37, length(noted) - 37)))
      order by k.id for update);
  end if;
  return null;
end
$$;

revoke execute on function edge.forget_at_commit() from public;

create constraint trigger forget_at_commit after insert or update or delete on public.samples
  deferrable initially deferred
  for each row execute function edge.forget_at_commit();

create constraint trigger forget_at_commit after insert or update or delete on public.events
  deferrable initially deferred
  for each row execute function edge.forget_at_commit();

create constraint trigger forget_at_commit after insert or update or delete on public.event_members
  deferrable initially deferred
  for each row execute function edge.forget_at_commit();

create constraint trigger forget_at_commit after insert or update or delete on public.tasks
  deferrable initially deferred
  for each row execute function edge.forget_at_commit();

create constraint trigger forget_at_commit after insert or update or delete on public.crew_assignments
  deferrable initially deferred
  for each row execute function edge.forget_at_commit();

create constraint trigger forget_at_commit after insert or update or delete on public.shots
  deferrable initially deferred
  for each row execute function edge.forget_at_commit();

create constraint trigger forget_at_commit after insert or update or delete on public.assets
  deferrable initially deferred
  for each row execute function edge.forget_at_commit();

-- Trigger: forget what was computed from the samples as they were, and tell their owners what happened.
create or replace function edge.samples_changed() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  one record;
  owners uuid[];
  events jsonb;
begin
  -- Nearly every change is an update of one row. Told apart from the rest it costs half: no lists are made and taken apart.
  if tg_op = 'UPDATE' then
    select n.id, n.user_id, o.user_id as was_of, n.status, o.status as was, exists (select from new_rows offset 1) as more
    into one from new_rows n cross join old_rows o limit 1; -- Of one row, what it is and was; a join would be planned for many.

    if one.user_id = one.was_of and not one.more then
      -- As edge.invalidate, whose call the first note of a transaction does without.
      if coalesce(current_setting('edge.changes', true), '') <> '' or set_config('edge.changes', one.user_id || 'samples;', true) = '' then
        perform edge.invalidate(array[one.user_id], 'samples');
      end if;
      if one.status <> one.was then
        perform edge.broadcast('samples:' || one.user_id, 'sample_status_changed',
          jsonb_build_object('id', one.id, 'from', one.was, 'to', one.status));
      end if;
      return null;
    end if;
  end if;

  if tg_op = 'INSERT' then
    select array_agg(distinct n.user_id),
      jsonb_agg(jsonb_build_object('topic', 'samples:' || n.user_id, 'event', 'sample_added',
        'payload', jsonb_build_object('id', n.id, 'status', n.status)))
    into owners, events from new_rows n;
  elsif tg_op = 'DELETE' then
    select array_agg(distinct o.user_id),
      jsonb_agg(jsonb_build_object('topic', 'samples:' || o.user_id, 'event', 'sample_removed',
        'payload', jsonb_build_object('id', o.id)))
    into owners, events from old_rows o;
  else
    select array_agg(distinct r.user_id) into owners
    from (select user_id from old_rows union all select user_id from new_rows) r;

    -- A full join is never a nested loop: the plan is made for the first change and kept, and must not meet 10,000 rows squared.
    select jsonb_agg(jsonb_build_object('topic', 'samples:' || n.user_id, 'event', 'sample_status_changed',
        'payload', jsonb_build_object('id', n.id, 'from', o.status, 'to', n.status))) filter (where n.status <> o.status)
    into events from new_rows n full join old_rows o using (id);
  end if;

  if owners is not null then
    perform edge.invalidate(owners, 'samples');
  end if;
  if events is not null then
    perform edge.announce(events);
  end if;
  return null;
end
$$;

-- Trigger: forget what was computed from the tasks as they were, for everybody on their events, and tell the events' topics of
-- changes of status and of owner.
create or replace function edge.tasks_changed() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  one record;
  touched uuid[];
  people uuid[];
  news jsonb;
begin
  if tg_op = 'UPDATE' then -- One row, as nearly always.
    select n.id, n.event_id, o.event_id as was_of, n.status, o.status as was, n.owner_id, o.owner_id as was_owned_by,
      exists (select from new_rows offset 1) as more,
      array( -- As edge.people_on, whose call would cost more than this.
        select e.user_id from public.events e where e.id = n.event_id
        union select m.user_id from public.event_members m where m.event_id = n.event_id) as people
    into one from new_rows n cross join old_rows o limit 1; -- Of one row, what it is and was; a join would be planned for many.

    if one.event_id = one.was_of and not one.more then
      -- As edge.invalidate, whose call the first note of a transaction does without.
      if coalesce(current_setting('edge.changes', true), '') <> '' or one.people = '{}'
        or set_config('edge.changes', array_to_string(one.people, 'events;') || 'events;', true) = ''
      then
        perform edge.invalidate(one.people, 'events');
      end if;
      if one.status <> one.was then
        perform edge.broadcast('events:' || one.event_id, 'task_status_changed',
          jsonb_build_object('id', one.id, 'from', one.was, 'to', one.status));
      end if;
      if one.owner_id is distinct from one.was_owned_by then
        perform edge.broadcast('events:' || one.event_id, 'task_assigned',
          jsonb_build_object('id', one.id, 'from', one.was_owned_by, 'to', one.owner_id));
      end if;
      return null;
    end if;
  end if;

  if tg_op = 'INSERT' then
    select array_agg(distinct n.event_id),
      jsonb_agg(jsonb_build_object('topic', 'events:' || n.event_id, 'event', 'task_assigned',
        'payload', jsonb_build_object('id', n.id, 'from', null, 'to', n.owner_id))) filter (where n.owner_id is not null)
    into touched, news from new_rows n;
  elsif tg_op = 'DELETE' then
    select array_agg(distinct o.event_id) into touched from old_rows o;
  else
    select array_agg(distinct r.event_id) into touched
    from (select event_id from old_rows union all select event_id from new_rows) r;

    -- A full join is never a nested loop: the plan is made for the first change and kept, and must not meet 10,000 rows squared.
    select nullif(
      coalesce(jsonb_agg(jsonb_build_object('topic', 'events:' || n.event_id, 'event', 'task_status_changed',
        'payload', jsonb_build_object('id', n.id, 'from', o.status, 'to', n.status))) filter (where n.status <> o.status), '[]')
      || coalesce(jsonb_agg(jsonb_build_object('topic', 'events:' || n.event_id, 'event', 'task_assigned',
        'payload', jsonb_build_object('id', n.id, 'from', o.owner_id, 'to', n.owner_id)))
        filter (where n.id = o.id and n.owner_id is distinct from o.owner_id), '[]'), '[]')
    into news from new_rows n full join old_rows o using (id);
  end if;

  people := edge.people_on(touched);
  if people is not null then
    perform edge.invalidate(people, 'events');
  end if;
  if news is not null then
    perform edge.announce(news);
  end if;
  return null;
end
$$;

-- Trigger: forget what was computed from the assets as they were, and tell their owners of uploads and verdicts.
create or replace function edge.assets_changed() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  one record;
  owners uuid[];
  events jsonb;
begin
  if tg_op = 'UPDATE' then -- One row, as nearly always.
    select n.id, n.user_id, o.user_id as was_of, n.status, o.status as was, exists (select from new_rows offset 1) as more
    into one from new_rows n cross join old_rows o limit 1; -- Of one row, what it is and was; a join would be planned for many.

    if one.user_id = one.was_of and not one.more then
      -- As edge.invalidate, whose call the first note of a transaction does without.
      if coalesce(current_setting('edge.changes', true), '') <> '' or set_config('edge.changes', one.user_id || 'assets;', true) = '' then
        perform edge.invalidate(array[one.user_id], 'assets');
      end if;
      if one.status <> one.was and one.status in ('approved', 'rejected') then
        perform edge.broadcast('assets:' || one.user_id, 'asset_' || one.status,
          jsonb_build_object('id', one.id, 'from', one.was, 'to', one.status));
      end if;
      return null;
    end if;
  end if;

  if tg_op = 'INSERT' then
    select array_agg(distinct n.user_id),
      jsonb_agg(jsonb_build_object('topic', 'assets:' || n.user_id, 'event', 'asset_uploaded',
        'payload', jsonb_build_object('id', n.id, 'status', n.status)))
    into owners, events from new_rows n;
  else
    select array_agg(distinct r.user_id) into owners
    from (select user_id from old_rows union all select user_id from new_rows) r;

    -- A full join is never a nested loop: the plan is made for the first change and kept, and must not meet 10,000 rows squared.
    select jsonb_agg(jsonb_build_object('topic', 'assets:' || n.user_id, 'event', 'asset_' || n.status,
        'payload', jsonb_build_object('id', n.id, 'from', o.status, 'to', n.status)))
        filter (where n.status <> o.status and n.status in ('approved', 'rejected'))
    into events from new_rows n full join old_rows o using (id);
  end if;

  if owners is not null then
    perform edge.invalidate(owners, 'assets');
  end if;
  if events is not null then
    perform edge.announce(events);
  end if;
  return null;
end
$$;

-- Trigger on auth.users: what a foreign key cannot do when an account ends, whoever ends it. Its files in Storage are queued:
-- Storage forbids deleting their rows, and only its own API removes the bytes. Analytics stay without the session that would
-- join them up again.
--
-- The epochs of the person, and of everybody whose events they are on, are locked here in the one order in which edge.forget
-- takes them: the account takes its own along while everything that hangs on it is still being removed.
create or replace function edge.account_ends() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform from edge.data_epochs e
  where e.user_id = old.id or e.kind = 'events' and e.user_id = any (edge.people_on(array(
    select v.id from public.events v where v.user_id = old.id
    union all
    select m.event_id from public.event_members m where m.user_id = old.id)))
  order by e.user_id, e.kind for update;

  insert into edge.file_removals (bucket_id, name)
  select f.bucket_id, f.name from edge.files_of(old.id) f
  on conflict do nothing;

  update public.analytics_events set session_id = null where user_id = old.id;
  return old;
end
$$;

-- Job: remove kept answers that have expired. One that somebody holds is left for the next time, here as in every job that
-- removes rows: who changes things waits for no job, nor a job for them, and none of them in a circle.
create or replace function edge.job_purge_insights() returns bigint
language sql volatile set search_path = ''
as $$
  with gone as (
    delete from public.assistant_insights i
    where i.id in (select e.id from public.assistant_insights e where e.expires_at <= now() for update skip locked)
    returning 1)
  select count(*) from gone
$$;

-- Job: remove conversations older than their person wants them kept; 90 days where they have not said.
create or replace function edge.job_purge_conversations() returns bigint
language sql volatile set search_path = ''
as $$
  with gone as (
    delete from public.assistant_conversations c
    where c.id in (
      select o.id
      from public.assistant_conversations o left join public.user_preferences p on p.user_id = o.user_id
      where o.created_at < now() - make_interval(days => coalesce(p.conversation_history_retention_days, 90))
      for update of o skip locked)
    returning 1)
  select count(*) from gone
$$;

-- Job: remove analytics events older than 13 months, enough to compare a month with the same one a year before.
create or replace function edge.job_purge_analytics() returns bigint
language sql volatile set search_path = ''
as $$
  with gone as (
    delete from public.analytics_events a
    where a.id in (select o.id from public.analytics_events o where o.created_at < now() - interval '13 months' for update skip locked)
    returning 1)
  select count(*) from gone
$$;

-- Job: remove windows with nothing left inside.
create or replace function edge.job_purge_rate_limits() returns bigint
language sql volatile set search_path = ''
as $$
  with gone as (
    delete from edge.rate_limits r
    where (r.user_id, r.window_s) in (
      select o.user_id, o.window_s from edge.rate_limits o
      where cardinality(o.admitted) = 0
        or o.admitted[cardinality(o.admitted)] < clock_timestamp() - make_interval(secs => o.window_s)
      for update skip locked)
    returning 1)
  select count(*) from gone
$$;

-- Job: remove metrics and job runs older than 90 days, announced deadlines that are over, and pg_cron's own log.
create or replace function edge.job_purge_logs() returns bigint
language plpgsql volatile set search_path = ''
as $$
declare
  cron_log constant regclass := to_regclass('cron.job_run_details');
  gone bigint;
  total bigint := 0;
begin
  delete from edge.requests where created_at < now() - interval '90 days';
  get diagnostics gone = row_count;
  total := total + gone;

  delete from edge.job_runs where started_at < now() - interval '90 days';
  get diagnostics gone = row_count;
  total := total + gone;

  delete from edge.announced_deadlines a
  where (a.task_id, a.deadline_at) in (
    select o.task_id, o.deadline_at from edge.announced_deadlines o where o.deadline_at < now() for update skip locked);
  get diagnostics gone = row_count;
  total := total + gone;

  if cron_log is not null then
    execute format('delete from %s where end_time < now() - interval ''7 days''', cron_log);
    get diagnostics gone = row_count;
    total := total + gone;
  end if;
  return total;
end
$$;

-- Run one job now and write down how it went. A failing job is a row with its error, not a failing caller; so is one that is
-- cancelled or takes longer than the server allows, which `others` does not name.
-- A job answers how many rows it touched, or {row_count, note} where there is more to say.
create or replace function edge.run_job(p_name text) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  started constant timestamptz := clock_timestamp();
  answer jsonb;
  failure text;
begin
  begin
    execute format('select to_jsonb(j) from edge.%I() j', 'job_' || p_name) into answer;
  exception when query_canceled or assert_failure or others then
    failure := sqlerrm;
  end;
  insert into edge.job_runs (job, started_at, duration_ms, row_count, note, error)
  values (p_name, started, extract(epoch from clock_timestamp() - started) * 1000,
    coalesce(answer ->> 'row_count', answer #>> '{}')::bigint, answer ->> 'note', failure);
end
$$;
