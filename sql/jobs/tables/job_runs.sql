-- One row per run of a job: how long it took, how many rows it touched, what else it says, and why it failed if it did.
create table edge.job_runs (
  id           bigint generated always as identity primary key,
  job          text not null references edge.jobs (name) on delete cascade,
  started_at   timestamptz not null default clock_timestamp(),
  duration_ms  integer not null,
  row_count    bigint,
  error        text,
  note         text,
  constraint counted_or_failed check ((row_count is null) <> (error is null))
);

create index runs_by_job on edge.job_runs (job, started_at desc);
create index runs_by_time on edge.job_runs (started_at);

-- No grant to anybody.
alter table edge.job_runs enable row level security;

create policy "nobody but the machinery, which runs as the owner"
  on edge.job_runs for all to anon, authenticated
  using (false);
