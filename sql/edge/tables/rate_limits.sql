-- The sliding window log: when each of a person's latest requests was admitted. One row per person and window, so that
-- the row's lock makes concurrent requests take turns and the count exact. Refused requests are not logged.
create table edge.rate_limits (
  user_id   uuid not null references auth.users (id) on delete cascade,
  window_s  integer not null,
  admitted  timestamptz[] not null,
  allowed   boolean not null,
  primary key (user_id, window_s),
  constraint window_is_positive check (window_s > 0)
) with (fillfactor = 50);

comment on column edge.rate_limits.admitted is 'Admissions still inside the window, oldest first.';
comment on column edge.rate_limits.allowed is 'Whether the latest request was admitted.';

-- No grant to anybody.
alter table edge.rate_limits enable row level security;

create policy "nobody but the machinery, which runs as the owner"
  on edge.rate_limits for all to anon, authenticated
  using (false);
