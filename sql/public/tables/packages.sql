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
