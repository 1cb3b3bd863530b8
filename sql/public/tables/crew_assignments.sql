-- One person of the crew on one event: what they can do, when they are there, which tasks they have. They need no account.
create table public.crew_assignments (
  id              uuid primary key default gen_random_uuid(),
  event_id        uuid not null references public.events (id) on delete cascade,
  name            text,
  roles           text[] not null default '{}',
  available_from  timestamptz,
  available_to    timestamptz,
  assigned_to     uuid[] not null default '{}',
  created_at      timestamptz not null default now(),
  updated_at      timestamptz not null default now(),
  constraint name_is_short check (char_length(name) between 1 and 200),
  constraint roles_are_few check (cardinality(roles) <= 20 and array_position(roles, null) is null),
  constraint availability_is_ordered check (available_from < available_to),
  constraint assignments_are_tasks check (cardinality(assigned_to) <= 500 and array_position(assigned_to, null) is null)
);

comment on column public.crew_assignments.assigned_to is 'Ids of tasks of the same event.';

create index crew_by_event on public.crew_assignments (event_id, created_at, id);

grant select, insert, update, delete on public.crew_assignments to authenticated, service_role;
alter table public.crew_assignments enable row level security;

create policy "people on the event read its crew, admins all"
  on public.crew_assignments for select to authenticated
  using (event_id in (select edge.my_event_ids()) or (select edge.is_admin()));

create policy "owners of the event add crew"
  on public.crew_assignments for insert to authenticated
  with check (event_id in (select e.id from public.events e where e.user_id = (select auth.uid())));

create policy "owners of the event change its crew"
  on public.crew_assignments for update to authenticated
  using (event_id in (select e.id from public.events e where e.user_id = (select auth.uid())))
  with check (event_id in (select e.id from public.events e where e.user_id = (select auth.uid())));

create policy "owners of the event remove crew"
  on public.crew_assignments for delete to authenticated
  using (event_id in (select e.id from public.events e where e.user_id = (select auth.uid())));

create trigger touch_crew before update on public.crew_assignments
  for each row execute function edge.touch();

create trigger crew_added after insert on public.crew_assignments
  referencing new table as new_rows
  for each statement execute function edge.crew_changed();

create trigger crew_changed after update on public.crew_assignments
  referencing old table as old_rows new table as new_rows
  for each statement execute function edge.crew_changed();

create trigger crew_removed after delete on public.crew_assignments
  referencing old table as old_rows
  for each statement execute function edge.crew_changed();

create constraint trigger forget_at_commit after insert or update or delete on public.crew_assignments
  deferrable initially deferred
  for each row execute function edge.forget_at_commit();
