-- The bodies of SQL functions may name tables that come later in this file.
set check_function_bodies = off;

-- The events the caller works on: their own and those they are a member of.
-- Security definer, because the policies of events and event_members ask it: under their own policies they would go in circles.
create function edge.my_event_ids() returns setof uuid
language sql stable security definer set search_path = ''
as $$
  select e.id from public.events e where e.user_id = (select auth.uid())
  union all
  select m.event_id from public.event_members m where m.user_id = (select auth.uid())
$$;

revoke execute on function edge.my_event_ids() from public;
grant execute on function edge.my_event_ids() to authenticated;

-- Everybody who works on these events: owners and members.
create function edge.people_on(p_event_ids uuid[]) returns uuid[]
language sql stable security definer set search_path = ''
as $$
  select array_agg(p.user_id) from (
    select e.user_id from public.events e where e.id = any (p_event_ids)
    union
    select m.user_id from public.event_members m where m.event_id = any (p_event_ids)
  ) p
$$;

revoke execute on function edge.people_on(uuid[]) from public;

-- Does this person work on this event? A task is given only to somebody who does.
-- Security definer, because the caller may not see every member's account.
create function edge.works_on(p_user_id uuid, p_event_id uuid) returns boolean
language sql stable security definer set search_path = ''
as $$
  select p_user_id = any (edge.people_on(array[p_event_id]))
$$;

revoke execute on function edge.works_on(uuid, uuid) from public;
grant execute on function edge.works_on(uuid, uuid) to authenticated;

-- Trigger: an event's plan concerns everybody on it, and whoever owned it before.
-- No nested loops: the plan made for the first change, usually of one row, is kept, and must not meet 10,000 rows squared.
create function edge.events_changed() returns trigger
language plpgsql security definer set search_path = '' set enable_nestloop = off
as $$
declare
  people uuid[];
begin
  select edge.people_on(array_agg(n.id)) || array_agg(o.user_id) filter (where o.user_id <> n.user_id) into people
  from new_rows n join old_rows o using (id);

  if people is not null then
    perform edge.invalidate(people, 'events');
  end if;
  return null;
end
$$;

revoke execute on function edge.events_changed() from public;

-- Trigger: who left an event no longer owns tasks of it, nor keeps what was computed from it.
create function edge.members_left() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  people uuid[];
begin
  select array_agg(distinct o.user_id) into people from old_rows o;

  if people is not null then
    update public.tasks t set owner_id = null
    from old_rows o where t.event_id = o.event_id and t.owner_id = o.user_id;
    perform edge.invalidate(people, 'events');
  end if;
  return null;
end
$$;

revoke execute on function edge.members_left() from public;

-- Trigger: forget what was computed from the tasks as they were, for everybody on their events, and tell the events' topics of
-- changes of status and of owner.
-- No nested loops: the plan made for the first change, usually of one row, is kept, and must not meet 10,000 rows squared.
create function edge.tasks_changed() returns trigger
language plpgsql security definer set search_path = '' set enable_nestloop = off
as $$
declare
  touched uuid[];
  people uuid[];
  news jsonb;
begin
  if tg_op = 'INSERT' then
    select array_agg(distinct n.event_id),
      jsonb_agg(jsonb_build_object('topic', 'events:' || n.event_id, 'event', 'task_assigned',
        'payload', jsonb_build_object('id', n.id, 'from', null, 'to', n.owner_id))) filter (where n.owner_id is not null)
    into touched, news from new_rows n;
  elsif tg_op = 'DELETE' then
    select array_agg(distinct o.event_id) into touched from old_rows o;
  else
    select array_agg(distinct n.event_id) || array_agg(distinct o.event_id) filter (where o.event_id <> n.event_id)
    into touched from new_rows n join old_rows o using (id);

    select jsonb_agg(jsonb_build_object('topic', 'events:' || c.event_id, 'event', c.event,
      'payload', jsonb_build_object('id', c.id, 'from', c.was, 'to', c.is)))
    into news
    from (
      select n.id, n.event_id, 'task_status_changed' as event, o.status as was, n.status as is
      from new_rows n join old_rows o using (id) where n.status <> o.status
      union all
      select n.id, n.event_id, 'task_assigned', o.owner_id::text, n.owner_id::text
      from new_rows n join old_rows o using (id) where n.owner_id is distinct from o.owner_id
    ) c;
  end if;

  people := edge.people_on(touched);
  if people is not null then
    perform edge.invalidate(people, 'events');
  end if;
  if news is not null then
    perform edge.announce(news);
  end if;
  return null;
end
$$;

revoke execute on function edge.tasks_changed() from public;

-- Trigger: forget what was computed from the crew as it was, for everybody on its events.
create function edge.crew_changed() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  touched uuid[];
  people uuid[];
begin
  if tg_op = 'INSERT' then
    select array_agg(distinct n.event_id) into touched from new_rows n;
  elsif tg_op = 'DELETE' then
    select array_agg(distinct o.event_id) into touched from old_rows o;
  else
    select array_agg(distinct r.event_id) into touched
    from (select event_id from old_rows union all select event_id from new_rows) r;
  end if;

  people := edge.people_on(touched);
  if people is not null then
    perform edge.invalidate(people, 'events');
  end if;
  return null;
end
$$;

revoke execute on function edge.crew_changed() from public;

-- An event: a show, a shoot, a launch. Its owner shares it by adding members, who read it and work on its tasks.
create table public.events (
  id           uuid primary key default gen_random_uuid(),
  user_id      uuid not null default auth.uid() references auth.users (id) on delete cascade,
  name         text,
  starts_at    timestamptz not null,
  show_at      timestamptz,
  ends_at      timestamptz,
  deadline_at  timestamptz,
  time_zone    text,
  resources    jsonb not null default '[]',
  calendar     jsonb,
  access_from  timestamptz,
  access_to    timestamptz,
  created_at   timestamptz not null default now(),
  updated_at   timestamptz not null default now(),
  constraint name_is_short check (char_length(name) between 1 and 200),
  constraint time_zone_is_short check (char_length(time_zone) between 1 and 64),
  constraint show_follows_start check (show_at >= starts_at),
  constraint end_follows_start check (ends_at >= starts_at),
  constraint resources_are_a_list check (jsonb_typeof(resources) = 'array'),
  constraint calendar_is_an_object check (jsonb_typeof(calendar) = 'object'),
  constraint access_has_both_ends check ((access_from is null) = (access_to is null) and access_from < access_to)
);

comment on column public.events.starts_at is 'Minute 0: when work may begin.';
comment on column public.events.show_at is 'The show itself.';
comment on column public.events.time_zone is 'IANA name, as in Europe/Paris.';
comment on column public.events.resources is '[{"id": "steamer", "capacity": 2}]';
comment on column public.events.calendar is '{"workingHours": […], "exceptions": […]}; null means always working.';
comment on column public.events.access_from is 'The venue is open from here to access_to.';

create index events_by_owner on public.events (user_id, starts_at);

grant select, insert, update, delete on public.events to authenticated, service_role;
alter table public.events enable row level security;

create policy "owners and members read their events, admins everyone's"
  on public.events for select to authenticated
  using (user_id = (select auth.uid()) or id in (select edge.my_event_ids()) or (select edge.is_admin()));

create policy "owners add events of their own"
  on public.events for insert to authenticated
  with check (user_id = (select auth.uid()));

create policy "owners change their own events and keep them"
  on public.events for update to authenticated
  using (user_id = (select auth.uid()))
  with check (user_id = (select auth.uid()));

create policy "owners remove their own events"
  on public.events for delete to authenticated
  using (user_id = (select auth.uid()));

create trigger touch_events before update on public.events
  for each row execute function edge.touch();

create trigger events_added after insert on public.events
  referencing new table as new_rows
  for each statement execute function edge.own_rows_changed('events');

create trigger events_changed after update on public.events
  referencing old table as old_rows new table as new_rows
  for each statement execute function edge.events_changed();

create trigger events_removed after delete on public.events
  referencing old table as old_rows
  for each statement execute function edge.own_rows_changed('events');

-- Who else works on an event. The owner adds and removes them; a member may leave.
create table public.event_members (
  event_id    uuid not null references public.events (id) on delete cascade,
  user_id     uuid not null references auth.users (id) on delete cascade,
  created_at  timestamptz not null default now(),
  primary key (event_id, user_id)
);

create index memberships_by_person on public.event_members (user_id);

grant select, insert, delete on public.event_members to authenticated, service_role;
alter table public.event_members enable row level security;

create policy "people on an event read who else is, admins everyone"
  on public.event_members for select to authenticated
  using (event_id in (select edge.my_event_ids()) or (select edge.is_admin()));

create policy "owners add members to their own events"
  on public.event_members for insert to authenticated
  with check (event_id in (select e.id from public.events e where e.user_id = (select auth.uid())));

create policy "owners remove members, members leave"
  on public.event_members for delete to authenticated
  using (
    user_id = (select auth.uid())
    or event_id in (select e.id from public.events e where e.user_id = (select auth.uid())));

create trigger member_joined after insert on public.event_members
  referencing new table as new_rows
  for each statement execute function edge.own_rows_changed('events');

create trigger member_left after delete on public.event_members
  referencing old table as old_rows
  for each statement execute function edge.members_left();

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

create trigger tasks_added after insert on public.tasks
  referencing new table as new_rows
  for each statement execute function edge.tasks_changed();

create trigger tasks_changed after update on public.tasks
  referencing old table as old_rows new table as new_rows
  for each statement execute function edge.tasks_changed();

create trigger tasks_removed after delete on public.tasks
  referencing old table as old_rows
  for each statement execute function edge.tasks_changed();

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

-- One event the caller works on, with its tasks and crew, in the wire shape of the analyses; null where there is none.
create function public.my_event(p_event_id uuid) returns jsonb
language sql stable set search_path = ''
as $$
  select jsonb_strip_nulls(jsonb_build_object(
    'id', e.id,
    'name', e.name,
    'startsAt', e.starts_at,
    'showAt', e.show_at,
    'endsAt', e.ends_at,
    'deadlineAt', e.deadline_at,
    'timeZone', e.time_zone,
    'resources', nullif(e.resources, '[]'),
    'calendar', e.calendar,
    'access', case when e.access_from is not null then jsonb_build_object('from', e.access_from, 'to', e.access_to) end,
    'tasks', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'id', t.id,
        'name', t.name,
        'durationMinutes', t.duration_minutes,
        'optimisticMinutes', t.optimistic_minutes,
        'pessimisticMinutes', t.pessimistic_minutes,
        'dependencies', nullif(t.dependencies, '[]'),
        'status', t.status,
        'percentComplete', t.percent_complete,
        'actualStart', t.actual_start,
        'actualFinish', t.actual_finish,
        'startNoEarlierThan', t.start_no_earlier_than,
        'finishNoLaterThan', t.deadline_at,
        'ownerId', t.owner_id,
        'phase', t.phase,
        'location', t.location,
        'staff', nullif(t.staff, '[]'),
        'demands', nullif(t.demands, '{}')
      ) order by t.created_at, t.id), '[]')
      from public.tasks t where t.event_id = e.id),
    'crew', (
      select jsonb_agg(jsonb_build_object(
        'id', c.id,
        'name', c.name,
        'roles', c.roles,
        'availableFrom', c.available_from,
        'availableTo', c.available_to,
        'assignedTo', nullif(c.assigned_to, '{}')
      ) order by c.created_at, c.id)
      from public.crew_assignments c where c.event_id = e.id)
  ))
  from public.events e
  where e.id = p_event_id and e.id in (select edge.my_event_ids())
$$;

revoke execute on function public.my_event(uuid) from public, anon;
grant execute on function public.my_event(uuid) to authenticated;
