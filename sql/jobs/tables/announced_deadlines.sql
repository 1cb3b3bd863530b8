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
