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

create constraint trigger forget_at_commit after insert or update or delete on public.events
  deferrable initially deferred
  for each row execute function edge.forget_at_commit();
