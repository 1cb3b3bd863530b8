-- A shot: one planned picture of the shot list.
create table public.shots (
  id          uuid primary key default gen_random_uuid(),
  user_id     uuid not null default auth.uid() references auth.users (id) on delete cascade,
  name        text,
  look_id     text,
  sku         text,
  angle       text,
  category    text,
  required    integer not null default 1,
  is_hero     boolean not null default false,
  priority    integer,
  due_at      timestamptz,
  created_at  timestamptz not null default now(),
  updated_at  timestamptz not null default now(),
  constraint name_is_short check (char_length(name) between 1 and 200),
  constraint labels_are_short check (
    char_length(look_id) <= 100 and char_length(sku) <= 100 and char_length(angle) <= 100 and char_length(category) <= 100),
  constraint required_is_a_count check (required between 0 and 1000),
  constraint priority_counts_from_one check (priority >= 1),
  constraint shot_of_one_owner unique (user_id, id)
);

comment on column public.shots.required is 'How many pictures of it are wanted.';

grant select, insert, update, delete on public.shots to authenticated, service_role;
alter table public.shots enable row level security;

create policy "owners read their own shots, admins everyone's"
  on public.shots for select to authenticated
  using (user_id = (select auth.uid()) or (select edge.is_admin()));

create policy "owners add shots of their own"
  on public.shots for insert to authenticated
  with check (user_id = (select auth.uid()));

create policy "owners change their own shots and keep them"
  on public.shots for update to authenticated
  using (user_id = (select auth.uid()))
  with check (user_id = (select auth.uid()));

create policy "owners remove their own shots"
  on public.shots for delete to authenticated
  using (user_id = (select auth.uid()));

create trigger touch_shots before update on public.shots
  for each row execute function edge.touch();

create trigger shots_added after insert on public.shots
  referencing new table as new_rows
  for each statement execute function edge.own_rows_changed('assets');

create trigger shots_changed after update on public.shots
  referencing old table as old_rows new table as new_rows
  for each statement execute function edge.own_rows_changed('assets');

create trigger shots_removed after delete on public.shots
  referencing old table as old_rows
  for each statement execute function edge.own_rows_changed('assets');

create constraint trigger forget_at_commit after insert or update or delete on public.shots
  deferrable initially deferred
  for each row execute function edge.forget_at_commit();
