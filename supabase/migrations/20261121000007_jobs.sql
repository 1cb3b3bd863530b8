-- The bodies of SQL functions may name tables that come later in this file.
set check_function_bodies = off;

-- What has to be done again and again: edge.job_<name>(), every so often. pg_cron, or the local stack's ticker, only calls
-- edge.run_due_jobs(); what is due is written here, so both do the same.
create table edge.jobs (
  name    text primary key,
  every   interval not null,
  due_at  timestamptz not null default now(),
  constraint every_is_positive check (every > interval '0')
);

insert into edge.jobs (name, every, due_at) values
  ('announce_deadlines', '1 minute', now()),
  ('purge_insights', '5 minutes', now()),
  ('purge_rate_limits', '10 minutes', now()),
  ('purge_conversations', '1 day', date_trunc('day', now(), 'UTC') + interval '1 day 2 hours'),
  ('purge_analytics', '1 day', date_trunc('day', now(), 'UTC') + interval '1 day 2 hours 15 minutes'),
  ('purge_logs', '1 day', date_trunc('day', now(), 'UTC') + interval '1 day 2 hours 30 minutes'),
  ('check_integrity', '1 day', date_trunc('day', now(), 'UTC') + interval '1 day 3 hours');

-- No grant to anybody.
alter table edge.jobs enable row level security;

create policy "nobody but the machinery, which runs as the owner"
  on edge.jobs for all to anon, authenticated
  using (false);

-- One row per run of a job: how long it took, how many rows it touched, and why it failed if it did.
create table edge.job_runs (
  id           bigint generated always as identity primary key,
  job          text not null references edge.jobs (name) on delete cascade,
  started_at   timestamptz not null default clock_timestamp(),
  duration_ms  integer not null,
  row_count    bigint,
  error        text,
  constraint counted_or_failed check ((row_count is null) <> (error is null))
);

create index runs_by_job on edge.job_runs (job, started_at desc);
create index runs_by_time on edge.job_runs (started_at);

-- No grant to anybody.
alter table edge.job_runs enable row level security;

create policy "nobody but the machinery, which runs as the owner"
  on edge.job_runs for all to anon, authenticated
  using (false);

-- Which deadlines of which tasks were announced. A deadline that moves is another one, and is announced again.
create table edge.announced_deadlines (
  task_id       uuid not null references public.tasks (id) on delete cascade,
  deadline_at   timestamptz not null,
  announced_at  timestamptz not null default now(),
  primary key (task_id, deadline_at)
);

-- No grant to anybody.
alter table edge.announced_deadlines enable row level security;

create policy "nobody but the machinery, which runs as the owner"
  on edge.announced_deadlines for all to anon, authenticated
  using (false);

-- What the latest nightly check found: references inside lists, which no foreign key can hold.
create table edge.integrity_findings (
  id        bigint generated always as identity primary key,
  finding   text not null,
  subject   uuid not null,
  refers_to text,
  found_at  timestamptz not null default now()
);

-- No grant to anybody.
alter table edge.integrity_findings enable row level security;

create policy "nobody but the machinery, which runs as the owner"
  on edge.integrity_findings for all to anon, authenticated
  using (false);

-- Job: tell an event's topic of each open task whose deadline is less than 24 hours away, once per task and deadline.
create function edge.job_announce_deadlines() returns bigint
language plpgsql volatile set search_path = ''
as $$
declare
  news jsonb;
begin
  with announced as (
    insert into edge.announced_deadlines (task_id, deadline_at)
    select t.id, t.deadline_at from public.tasks t
    where t.status <> 'done' and t.deadline_at > now() and t.deadline_at <= now() + interval '24 hours'
    on conflict do nothing
    returning task_id, deadline_at
  )
  select jsonb_agg(jsonb_build_object('topic', 'events:' || t.event_id, 'event', 'deadline_approaching',
    'payload', jsonb_build_object('id', t.id, 'deadlineAt', a.deadline_at)) order by a.deadline_at, t.id)
  into news
  from announced a join public.tasks t on t.id = a.task_id;

  if news is not null then
    perform edge.announce(news);
  end if;
  return coalesce(jsonb_array_length(news), 0);
end
$$;

revoke execute on function edge.job_announce_deadlines() from public;

-- Job: look for references inside lists that lead nowhere. Replaces what the check before found.
create function edge.job_check_integrity() returns bigint
language plpgsql volatile set search_path = ''
as $$
declare
  found_now bigint;
begin
  delete from edge.integrity_findings;

  insert into edge.integrity_findings (finding, subject, refers_to)
  select 'substitute is not a sample of the same owner', s.id, r::text
  from public.samples s, unnest(s.substitute_ids) r
  where not exists (select from public.samples o where o.id = r and o.user_id = s.user_id)
  union all
  select 'dependency is not a task of the same event', t.id, d.task_id
  from public.tasks t,
    lateral (select coalesce(e ->> 'taskId', e #>> '{}') as task_id from jsonb_array_elements(t.dependencies) e) d
  where not exists (select from public.tasks o where o.id::text = d.task_id and o.event_id = t.event_id)
  union all
  select 'crew is assigned to a task of another event', c.id, r::text
  from public.crew_assignments c, unnest(c.assigned_to) r
  where not exists (select from public.tasks o where o.id = r and o.event_id = c.event_id)
  union all
  select 'task is owned by somebody who is not on its event', t.id, t.owner_id::text
  from public.tasks t
  where t.owner_id is not null and not edge.works_on(t.owner_id, t.event_id);

  get diagnostics found_now = row_count;
  return found_now;
end
$$;

revoke execute on function edge.job_check_integrity() from public;

-- Job: remove analytics events older than 13 months, enough to compare a month with the same one a year before.
create function edge.job_purge_analytics() returns bigint
language sql volatile set search_path = ''
as $$
  with gone as (delete from public.analytics_events where created_at < now() - interval '13 months' returning 1)
  select count(*) from gone
$$;

revoke execute on function edge.job_purge_analytics() from public;

-- Job: remove conversations older than their person wants them kept; 90 days where they have not said.
create function edge.job_purge_conversations() returns bigint
language sql volatile set search_path = ''
as $$
  with gone as (
    delete from public.assistant_conversations c
    where c.created_at < now() - make_interval(days => coalesce(
      (select p.conversation_history_retention_days from public.user_preferences p where p.user_id = c.user_id), 90))
    returning 1)
  select count(*) from gone
$$;

revoke execute on function edge.job_purge_conversations() from public;

-- Job: remove kept answers that have expired.
create function edge.job_purge_insights() returns bigint
language sql volatile set search_path = ''
as $$
  with gone as (delete from public.assistant_insights where expires_at <= now() returning 1)
  select count(*) from gone
$$;

revoke execute on function edge.job_purge_insights() from public;

-- Job: remove metrics and job runs older than 90 days, announced deadlines that are over, and pg_cron's own log.
create function edge.job_purge_logs() returns bigint
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

  delete from edge.announced_deadlines where deadline_at < now();
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

revoke execute on function edge.job_purge_logs() from public;

-- Job: remove windows with nothing left inside.
create function edge.job_purge_rate_limits() returns bigint
language sql volatile set search_path = ''
as $$
  with gone as (
    delete from edge.rate_limits r
    where cardinality(r.admitted) = 0
      or r.admitted[cardinality(r.admitted)] < clock_timestamp() - make_interval(secs => r.window_s)
    returning 1)
  select count(*) from gone
$$;

revoke execute on function edge.job_purge_rate_limits() from public;

-- Run one job now and write down how it went. A failing job is a row with its error, not a failing caller.
create function edge.run_job(p_name text) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  started constant timestamptz := clock_timestamp();
  touched bigint;
  failure text;
begin
  begin
    execute format('select edge.%I()', 'job_' || p_name) into touched;
  exception when others then
    failure := sqlerrm;
  end;
  insert into edge.job_runs (job, started_at, duration_ms, row_count, error)
  values (p_name, started, extract(epoch from clock_timestamp() - started) * 1000, touched, failure);
end
$$;

revoke execute on function edge.run_job(text) from public;

-- Run every job that is due; answers how many ran. Two callers at once share the work: a job somebody runs is passed over.
-- What was missed while nobody called is run once, and the rhythm is kept.
create function edge.run_due_jobs() returns integer
language plpgsql security definer set search_path = ''
as $$
declare
  job edge.jobs;
  ran integer := 0;
begin
  for job in select * from edge.jobs j where j.due_at <= now() order by j.due_at, j.name for update skip locked loop
    perform edge.run_job(job.name);
    update edge.jobs j
    set due_at = job.due_at + job.every * (1 + floor(extract(epoch from now() - job.due_at) / extract(epoch from job.every)))
    where j.name = job.name;
    ran := ran + 1;
  end loop;
  return ran;
end
$$;

revoke execute on function edge.run_due_jobs() from public;

-- pg_cron calls the jobs each minute where it is installed. Elsewhere (the local stack, a plain Postgres) somebody else does.
do $$
begin
  create extension if not exists pg_cron;
exception when others then
  raise notice 'pg_cron is not available here: %', sqlerrm;
end
$$;

do $$
begin
  if to_regprocedure('cron.schedule(text, text, text)') is not null then
    execute $cron$select cron.schedule('fashionos-jobs', '* * * * *', 'select edge.run_due_jobs()')$cron$;
  end if;
end
$$;
