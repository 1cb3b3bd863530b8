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
