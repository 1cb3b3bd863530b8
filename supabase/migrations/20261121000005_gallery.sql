-- The bodies of SQL functions may name tables that come later in this file.
set check_function_bodies = off;

-- Trigger: forget what was computed from the assets as they were, and tell their owners of uploads and verdicts.
-- No nested loops: the plan made for the first change, usually of one row, is kept, and must not meet 10,000 rows squared.
create function edge.assets_changed() returns trigger
language plpgsql security definer set search_path = '' set enable_nestloop = off
as $$
declare
  owners uuid[];
  events jsonb;
begin
  if tg_op = 'INSERT' then
    select array_agg(distinct n.user_id),
      jsonb_agg(jsonb_build_object('topic', 'assets:' || n.user_id, 'event', 'asset_uploaded',
        'payload', jsonb_build_object('id', n.id, 'status', n.status)))
    into owners, events from new_rows n;
  else
    select array_agg(distinct n.user_id) || array_agg(distinct o.user_id) filter (where o.user_id <> n.user_id),
      jsonb_agg(jsonb_build_object('topic', 'assets:' || n.user_id, 'event', 'asset_' || n.status,
        'payload', jsonb_build_object('id', n.id, 'from', o.status, 'to', n.status)))
        filter (where n.status <> o.status and n.status in ('approved', 'rejected'))
    into owners, events from new_rows n join old_rows o using (id);
  end if;

  if owners is not null then
    perform edge.invalidate(owners, 'assets');
  end if;
  if events is not null then
    perform edge.announce(events);
  end if;
  return null;
end
$$;

revoke execute on function edge.assets_changed() from public;

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

-- An asset: one picture of the gallery, with what was measured about it.
create table public.assets (
  id               uuid primary key default gen_random_uuid(),
  user_id          uuid not null default auth.uid() references auth.users (id) on delete cascade,
  name             text,
  url              text,
  width            integer,
  height           integer,
  sharpness        double precision,
  exposure         double precision,
  noise            double precision,
  composition      double precision,
  brand_match      double precision,
  palette          text[] not null default '{}',
  tags             text[] not null default '{}',
  look_id          text,
  sku              text,
  shot_id          uuid,
  angle            text,
  category         text,
  captured_at      timestamptz,
  status           text not null default 'pending',
  perceptual_hash  text,
  created_at       timestamptz not null default now(),
  updated_at       timestamptz not null default now(),
  constraint shot_is_ones_own foreign key (user_id, shot_id) references public.shots (user_id, id) on delete set null (shot_id),
  constraint name_is_short check (char_length(name) between 1 and 200),
  constraint url_is_web check (url ~ '^https?://' and char_length(url) <= 2000),
  constraint labels_are_short check (
    char_length(look_id) <= 100 and char_length(sku) <= 100 and char_length(angle) <= 100 and char_length(category) <= 100),
  constraint size_is_positive check (width > 0 and height > 0),
  constraint measures_are_shares check (
    sharpness between 0 and 1 and exposure between 0 and 1 and noise between 0 and 1
    and composition between 0 and 1 and brand_match between 0 and 1),
  constraint palette_is_few check (cardinality(palette) <= 32),
  constraint palette_is_colours check (array_to_string(palette, ',', '?') ~ '^(#[0-9a-fA-F]{6}(,|$))*$'),
  constraint tags_are_few check (cardinality(tags) <= 100 and array_position(tags, null) is null),
  constraint status_is_known check (status in ('pending', 'approved', 'rejected')),
  constraint hash_is_64_bits check (perceptual_hash ~ '^[0-9a-f]{16}$')
);

comment on column public.assets.sharpness is 'This and the four measures below: 0..1, 1 is best, but for noise.';
comment on column public.assets.palette is 'Dominant colours, #rrggbb.';
comment on column public.assets.perceptual_hash is '64 bits in hex.';

create index assets_by_owner on public.assets (user_id, created_at, id);
create index assets_by_shot on public.assets (user_id, shot_id);

grant select, insert, update, delete on public.assets to authenticated, service_role;
alter table public.assets enable row level security;

create policy "owners read their own assets, admins everyone's"
  on public.assets for select to authenticated
  using (user_id = (select auth.uid()) or (select edge.is_admin()));

create policy "owners add assets of their own"
  on public.assets for insert to authenticated
  with check (user_id = (select auth.uid()));

create policy "owners change their own assets and keep them"
  on public.assets for update to authenticated
  using (user_id = (select auth.uid()))
  with check (user_id = (select auth.uid()));

create policy "owners remove their own assets"
  on public.assets for delete to authenticated
  using (user_id = (select auth.uid()));

create trigger touch_assets before update on public.assets
  for each row execute function edge.touch();

create trigger assets_added after insert on public.assets
  referencing new table as new_rows
  for each statement execute function edge.assets_changed();

create trigger assets_changed after update on public.assets
  referencing old table as old_rows new table as new_rows
  for each statement execute function edge.assets_changed();

create trigger assets_removed after delete on public.assets
  referencing old table as old_rows
  for each statement execute function edge.own_rows_changed('assets');

-- A package: one service the house sells, for everybody to read. The service keeps the catalogue.
create table public.packages (
  id              uuid primary key default gen_random_uuid(),
  slug            text not null,
  name            text not null,
  category        text not null,
  description     text,
  price           bigint not null,
  currency        text not null,
  inclusions      text[] not null default '{}',
  lead_time_days  integer not null default 0,
  available       boolean not null default true,
  times_offered   integer not null default 0,
  times_accepted  integer not null default 0,
  created_at      timestamptz not null default now(),
  updated_at      timestamptz not null default now(),
  constraint one_package_per_slug unique (slug),
  constraint slug_is_a_slug check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and char_length(slug) <= 100),
  constraint name_is_short check (char_length(name) between 1 and 200),
  constraint category_is_short check (char_length(category) between 1 and 100),
  constraint price_is_not_negative check (price >= 0),
  constraint currency_is_iso check (currency ~ '^[A-Z]{3}$'),
  constraint lead_time_is_not_negative check (lead_time_days >= 0),
  constraint accepted_at_most_offered check (times_accepted between 0 and times_offered)
);

comment on column public.packages.price is 'In minor units of the currency.';
comment on column public.packages.lead_time_days is 'Days from booking to delivery.';
comment on column public.packages.times_accepted is 'Of times_offered; popularity is estimated from both.';

grant select on public.packages to anon, authenticated;
grant select, insert, update, delete on public.packages to service_role;
alter table public.packages enable row level security;

create policy "everybody reads the catalogue"
  on public.packages for select to anon, authenticated
  using (true);

create trigger touch_packages before update on public.packages
  for each row execute function edge.touch();

-- The caller's own gallery in the wire shape of the analyses.
create function public.my_assets() returns jsonb
language sql stable set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
    'id', a.id,
    'name', a.name,
    'url', a.url,
    'width', a.width,
    'height', a.height,
    'sharpness', a.sharpness,
    'exposure', a.exposure,
    'noise', a.noise,
    'composition', a.composition,
    'brandMatch', a.brand_match,
    'palette', nullif(a.palette, '{}'),
    'tags', nullif(a.tags, '{}'),
    'lookId', a.look_id,
    'sku', a.sku,
    'shotId', a.shot_id,
    'angle', a.angle,
    'category', a.category,
    'capturedAt', a.captured_at,
    'status', a.status,
    'perceptualHash', a.perceptual_hash
  )) order by a.created_at, a.id), '[]')
  from public.assets a
  where a.user_id = (select auth.uid())
$$;

revoke execute on function public.my_assets() from public, anon;
grant execute on function public.my_assets() to authenticated;

-- The caller's own shot list in the wire shape of the analyses.
create function public.my_shots() returns jsonb
language sql stable set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
    'id', s.id,
    'name', s.name,
    'lookId', s.look_id,
    'sku', s.sku,
    'angle', s.angle,
    'category', s.category,
    'required', s.required,
    'isHero', s.is_hero,
    'priority', s.priority,
    'dueAt', s.due_at
  )) order by s.created_at, s.id), '[]')
  from public.shots s
  where s.user_id = (select auth.uid())
$$;

revoke execute on function public.my_shots() from public, anon;
grant execute on function public.my_shots() to authenticated;

-- The catalogue of packages in the wire shape of the analyses; the same for everybody.
create function public.my_packages() returns jsonb
language sql stable set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
    'id', p.id,
    'name', p.name,
    'category', p.category,
    'description', p.description,
    'price', p.price,
    'currency', p.currency,
    'inclusions', p.inclusions,
    'leadTimeDays', p.lead_time_days,
    'available', p.available,
    'timesOffered', p.times_offered,
    'timesAccepted', p.times_accepted
  )) order by p.slug), '[]')
  from public.packages p
$$;

revoke execute on function public.my_packages() from public, anon;
grant execute on function public.my_packages() to authenticated;
