-- What a job asks before it calls the function `sync`: edge.<hook>() returns bigint, how much is waiting to be done. Whoever
-- brings such work (pages of a catalogue, an inbox) attaches its hook here; a job with none has nothing to do.
create table edge.job_hooks (
  job   text not null references edge.jobs (name) on delete cascade,
  hook  text not null,
  primary key (job, hook)
);

-- No grant to anybody.
alter table edge.job_hooks enable row level security;

create policy "nobody but the machinery, which runs as the owner"
  on edge.job_hooks for all to anon, authenticated
  using (false);
