-- One row per answered request: what metrics and alerts are computed from. No bodies, no messages, no addresses.
create table edge.requests (
  id           bigint generated always as identity primary key,
  request_id   uuid not null,
  user_id      uuid references auth.users (id) on delete set null,
  function     text not null,
  status       integer not null,
  duration_ms  integer not null,
  cached       boolean not null,
  error_code   text,
  created_at   timestamptz not null default now(),
  constraint status_is_http check (status between 100 and 599),
  constraint duration_is_not_negative check (duration_ms >= 0)
);

create index requests_by_function on edge.requests (function, created_at desc);
create index requests_by_time on edge.requests (created_at);
create index requests_by_user on edge.requests (user_id);

-- No grant to anybody.
alter table edge.requests enable row level security;

create policy "nobody but the machinery, which runs as the owner"
  on edge.requests for all to anon, authenticated
  using (false);
