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

create constraint trigger forget_at_commit after insert or update or delete on public.samples
  deferrable initially deferred
  for each row execute function edge.forget_at_commit();
