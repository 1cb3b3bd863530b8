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

create constraint trigger forget_at_commit after insert or update or delete on public.event_members
  deferrable initially deferred
  for each row execute function edge.forget_at_commit();
