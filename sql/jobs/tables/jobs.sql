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
  ('check_integrity', '1 day', date_trunc('day', now(), 'UTC') + interval '1 day 3 hours'),
  ('sync_pump', '1 minute', now()),
  ('inbox_sweep', '5 minutes', now()),
  ('remove_files', '10 minutes', now());

-- No grant to anybody.
alter table edge.jobs enable row level security;

create policy "nobody but the machinery, which runs as the owner"
  on edge.jobs for all to anon, authenticated
  using (false);
