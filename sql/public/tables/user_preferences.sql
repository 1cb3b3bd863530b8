-- How one person wants the assistant to behave.
create table public.user_preferences (
  user_id                              uuid primary key default auth.uid() references auth.users (id) on delete cascade,
  default_kit                          text,
  auto_suggestions_enabled             boolean not null default true,
  notification_preferences             jsonb not null default '{}',
  kit_order                            text[] not null default '{}',
  favorite_actions                     text[] not null default '{}',
  conversation_history_retention_days  integer not null default 90,
  updated_at                           timestamptz not null default now(),
  constraint default_kit_is_short check (char_length(default_kit) <= 100),
  constraint notifications_are_an_object check (jsonb_typeof(notification_preferences) = 'object'),
  constraint lists_are_few check (cardinality(kit_order) <= 50 and cardinality(favorite_actions) <= 200),
  constraint retention_is_a_day_to_ten_years check (conversation_history_retention_days between 1 and 3650)
);

grant select, insert, update on public.user_preferences to authenticated;
grant select, insert, update, delete on public.user_preferences to service_role;
alter table public.user_preferences enable row level security;

create policy "people read their own preferences, admins everyone's"
  on public.user_preferences for select to authenticated
  using (user_id = (select auth.uid()) or (select edge.is_admin()));

create policy "people set their own preferences"
  on public.user_preferences for insert to authenticated
  with check (user_id = (select auth.uid()));

create policy "people change their own preferences"
  on public.user_preferences for update to authenticated
  using (user_id = (select auth.uid()))
  with check (user_id = (select auth.uid()));

create trigger touch_preferences before insert or update on public.user_preferences
  for each row execute function edge.touch();
