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
