-- A task of an event. Everybody on the event reads and edits it; only the event's owner removes it.
create table public.tasks (
  id                    uuid primary key default gen_random_uuid(),
  event_id              uuid not null references public.events (id) on delete cascade,
  owner_id              uuid references auth.users (id) on delete set null,
  name                  text,
  status                text not null default 'pending',
  phase                 text,
  duration_minutes      integer not null default 0,
  optimistic_minutes    integer,
  pessimistic_minutes   integer,
  dependencies          jsonb not null default '[]',
  percent_complete      integer,
  actual_start          timestamptz,
  actual_finish         timestamptz,
  start_no_earlier_than timestamptz,
  deadline_at           timestamptz,
  location              text,
  staff                 jsonb not null default '[]',
  demands               jsonb not null default '{}',
  created_at            timestamptz not null default now(),
  updated_at            timestamptz not null default now(),
  constraint name_is_short check (char_length(name) between 1 and 200),
  constraint location_is_short check (char_length(location) <= 200),
  constraint status_is_known check (status in ('pending', 'in_progress', 'blocked', 'done')),
  constraint phase_is_known check (phase in ('setup', 'show', 'teardown')),
  constraint duration_fits_a_year check (duration_minutes between 0 and 527040),
  constraint estimates_are_ordered check (
    optimistic_minutes between 0 and duration_minutes and pessimistic_minutes between duration_minutes and 527040),
  constraint dependencies_are_a_list check (jsonb_typeof(dependencies) = 'array'),
  constraint staff_is_a_list check (jsonb_typeof(staff) = 'array'),
  constraint demands_are_an_object check (jsonb_typeof(demands) = 'object'),
  constraint percent_is_a_percentage check (percent_complete between 0 and 100),
  constraint finish_follows_start check (actual_finish >= actual_start)
);

comment on column public.tasks.owner_id is 'Who is responsible: the event''s owner or a member.';
comment on column public.tasks.duration_minutes is '0 is a milestone.';
comment on column public.tasks.dependencies is
  'Tasks that come first: ids, or {"taskId", "type": "FS"|"SS"|"FF"|"SF", "lagMinutes"}.';
comment on column public.tasks.deadline_at is 'finishNoLaterThan on the wire.';
comment on column public.tasks.staff is '[{"role": "stylist", "count": 2}]';
comment on column public.tasks.demands is '{"steamer": 1}: how much of each of the event''s resources.';

create index tasks_by_event on public.tasks (event_id, created_at, id);
create index tasks_by_owner on public.tasks (owner_id);
create index tasks_by_deadline on public.tasks (deadline_at) where status <> 'done';

grant select, insert, update, delete on public.tasks to authenticated, service_role;
alter table public.tasks enable row level security;

create policy "people on the event read its tasks, admins all"
  on public.tasks for select to authenticated
  using (event_id in (select edge.my_event_ids()) or (select edge.is_admin()));

create policy "people on the event add tasks, for people on it"
  on public.tasks for insert to authenticated
  with check (event_id in (select edge.my_event_ids()) and (owner_id is null or edge.works_on(owner_id, event_id)));

create policy "people on the event change its tasks, for people on it"
  on public.tasks for update to authenticated
  using (event_id in (select edge.my_event_ids()))
  with check (event_id in (select edge.my_event_ids()) and (owner_id is null or edge.works_on(owner_id, event_id)));

create policy "owners of the event remove its tasks"
  on public.tasks for delete to authenticated
  using (event_id in (select e.id from public.events e where e.user_id = (select auth.uid())));

create trigger touch_tasks before update on public.tasks
  for each row execute function edge.touch();

create trigger task_leaves before update of event_id on public.tasks
  for each row execute function edge.task_leaves();

create trigger tasks_added after insert on public.tasks
  referencing new table as new_rows
  for each statement execute function edge.tasks_changed();

create trigger tasks_changed after update on public.tasks
  referencing old table as old_rows new table as new_rows
  for each statement execute function edge.tasks_changed();

create trigger tasks_removed after delete on public.tasks
  referencing old table as old_rows
  for each statement execute function edge.tasks_changed();

create constraint trigger forget_at_commit after insert or update or delete on public.tasks
  deferrable initially deferred
  for each row execute function edge.forget_at_commit();
