-- What people do in the workspace, without what would name them: a trigger redacts personal data and secrets before a row
-- is stored. Kept after an account is gone, then without its user.
create table public.analytics_events (
  id           uuid primary key default gen_random_uuid(),
  user_id      uuid default auth.uid() references auth.users (id) on delete set null,
  event_type   text not null,
  event_data   jsonb not null default '{}',
  page_route   text,
  kit_context  text,
  session_id   uuid,
  created_at   timestamptz not null default now(),
  constraint event_type_is_short check (char_length(event_type) between 1 and 100),
  constraint data_is_an_object check (jsonb_typeof(event_data) = 'object'),
  constraint data_is_small check (octet_length(event_data::text) <= 16384),
  constraint labels_are_short check (char_length(page_route) <= 500 and char_length(kit_context) <= 100)
);

create index analytics_by_type on public.analytics_events (event_type, created_at desc);
create index analytics_by_person on public.analytics_events (user_id, created_at desc);
create index analytics_by_time on public.analytics_events (created_at);

grant insert (id, user_id, event_type, event_data, page_route, kit_context, session_id) on public.analytics_events to anon, authenticated;
grant select on public.analytics_events to authenticated;
grant select, insert, update, delete on public.analytics_events to service_role;
alter table public.analytics_events enable row level security;

create policy "people read their own events, admins all"
  on public.analytics_events for select to authenticated
  using (user_id = (select auth.uid()) or (select edge.is_admin()));

create policy "people add events of their own or without a user"
  on public.analytics_events for insert to authenticated
  with check (user_id = (select auth.uid()) or user_id is null);

create policy "visitors add events without a user"
  on public.analytics_events for insert to anon
  with check (user_id is null);

create trigger redact_event before insert or update on public.analytics_events
  for each row execute function edge.redact_event();
