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

create constraint trigger forget_at_commit after insert or update or delete on public.assets
  deferrable initially deferred
  for each row execute function edge.forget_at_commit();
