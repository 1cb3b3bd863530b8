-- The bodies of SQL functions may name tables that come later in this file.
set check_function_bodies = off;

-- Trigger: forget what was computed from the samples as they were, and tell their owners what happened.
-- No nested loops: the plan made for the first change, usually of one row, is kept, and must not meet 10,000 rows squared.
create function edge.samples_changed() returns trigger
language plpgsql security definer set search_path = '' set enable_nestloop = off
as $$
declare
  owners uuid[];
  events jsonb;
begin
  if tg_op = 'INSERT' then
    select array_agg(distinct n.user_id),
      jsonb_agg(jsonb_build_object('topic', 'samples:' || n.user_id, 'event', 'sample_added',
        'payload', jsonb_build_object('id', n.id, 'status', n.status)))
    into owners, events from new_rows n;
  elsif tg_op = 'DELETE' then
    select array_agg(distinct o.user_id),
      jsonb_agg(jsonb_build_object('topic', 'samples:' || o.user_id, 'event', 'sample_removed',
        'payload', jsonb_build_object('id', o.id)))
    into owners, events from old_rows o;
  else
    select array_agg(distinct n.user_id) || array_agg(distinct o.user_id) filter (where o.user_id <> n.user_id),
      jsonb_agg(jsonb_build_object('topic', 'samples:' || n.user_id, 'event', 'sample_status_changed',
        'payload', jsonb_build_object('id', n.id, 'from', o.status, 'to', n.status))) filter (where n.status <> o.status)
    into owners, events from new_rows n join old_rows o using (id);
  end if;

  if owners is not null then
    perform edge.invalidate(owners, 'samples');
  end if;
  if events is not null then
    perform edge.announce(events);
  end if;
  return null;
end
$$;

revoke execute on function edge.samples_changed() from public;

-- A sample: one garment or accessory on its way to the set. Its owner is the only one who sees and changes it.
create table public.samples (
  id              uuid primary key default gen_random_uuid(),
  user_id         uuid not null default auth.uid() references auth.users (id) on delete cascade,
  name            text,
  status          text not null default 'awaiting',
  category        text,
  is_hero         boolean not null default false,
  priority        integer,
  look_id         text,
  eta_at          timestamptz,
  due_at          timestamptz,
  supplier        text,
  set_family      text,
  shoot_minutes   integer not null default 20,
  substitute_ids  uuid[] not null default '{}',
  created_at      timestamptz not null default now(),
  updated_at      timestamptz not null default now(),
  constraint name_is_short check (char_length(name) between 1 and 200),
  constraint status_is_known check (status in
    ('awaiting', 'in_transit', 'received', 'prepped', 'on_set', 'shot', 'delayed', 'returned', 'lost')),
  constraint labels_are_short check (
    char_length(category) <= 100 and char_length(look_id) <= 100 and char_length(supplier) <= 200 and char_length(set_family) <= 100),
  constraint priority_counts_from_one check (priority >= 1),
  constraint shoot_fits_a_day check (shoot_minutes between 0 and 1440),
  constraint substitutes_are_few check (cardinality(substitute_ids) <= 50 and array_position(substitute_ids, null) is null),
  constraint not_its_own_substitute check (id <> all (substitute_ids))
);

comment on column public.samples.priority is '1 is the highest.';
comment on column public.samples.look_id is 'The look it belongs to, by the producer''s own name for it.';
comment on column public.samples.set_family is 'Samples of one family share a set; null means the category is the family.';
comment on column public.samples.shoot_minutes is 'Minutes of shooting, without setting up.';

create index samples_by_owner on public.samples (user_id, created_at, id);

grant select, insert, update, delete on public.samples to authenticated, service_role;
alter table public.samples enable row level security;

create policy "owners read their own samples, admins everyone's"
  on public.samples for select to authenticated
  using (user_id = (select auth.uid()) or (select edge.is_admin()));

create policy "owners add samples of their own"
  on public.samples for insert to authenticated
  with check (user_id = (select auth.uid()));

create policy "owners change their own samples and keep them"
  on public.samples for update to authenticated
  using (user_id = (select auth.uid()))
  with check (user_id = (select auth.uid()));

create policy "owners remove their own samples"
  on public.samples for delete to authenticated
  using (user_id = (select auth.uid()));

create trigger touch_samples before update on public.samples
  for each row execute function edge.touch();

create trigger samples_added after insert on public.samples
  referencing new table as new_rows
  for each statement execute function edge.samples_changed();

create trigger samples_changed after update on public.samples
  referencing old table as old_rows new table as new_rows
  for each statement execute function edge.samples_changed();

create trigger samples_removed after delete on public.samples
  referencing old table as old_rows
  for each statement execute function edge.samples_changed();

-- The caller's own samples in the wire shape of the analyses: camelCase, absent where null. One JSON value, so that no row
-- cap applies. The filter is written out because an admin's policy would show everyone's.
create function public.my_samples() returns jsonb
language sql stable set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
    'id', s.id,
    'name', s.name,
    'status', s.status,
    'category', s.category,
    'isHero', s.is_hero,
    'priority', s.priority,
    'lookId', s.look_id,
    'etaAt', s.eta_at,
    'dueAt', s.due_at,
    'supplier', s.supplier,
    'setFamily', s.set_family,
    'shootMinutes', s.shoot_minutes,
    'substituteIds', nullif(s.substitute_ids, '{}')
  )) order by s.created_at, s.id), '[]')
  from public.samples s
  where s.user_id = (select auth.uid())
$$;

revoke execute on function public.my_samples() from public, anon;
grant execute on function public.my_samples() to authenticated;
