-- How often a person's data of one kind changed. An answer computed from those rows is kept only while the number is
-- still the one its request was admitted with. Kinds are what the triggers say, and not checked: Postgres reads a check's
-- text anew for every statement, which here was a tenth of what a change costs.
create table edge.data_epochs (
  user_id  uuid not null references auth.users (id) on delete cascade,
  kind     text not null,
  epoch    bigint not null default 1,
  primary key (user_id, kind)
) with (fillfactor = 50);

-- No grant to anybody.
alter table edge.data_epochs enable row level security;

create policy "nobody but the machinery, which runs as the owner"
  on edge.data_epochs for all to anon, authenticated
  using (false);
