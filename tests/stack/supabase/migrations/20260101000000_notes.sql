-- A small schema that uses what the stack must get right.
create table public.profiles (
  id uuid primary key references auth.users (id) on delete cascade,
  handle text not null,
  is_admin boolean not null default false
);
alter table public.profiles enable row level security;
create policy "people read profiles" on public.profiles for select to authenticated using (true);
create policy "people change their profile" on public.profiles for update to authenticated
  using (id = (select auth.uid())) with check (id = (select auth.uid()));
grant select on public.profiles to authenticated;
grant update (handle) on public.profiles to authenticated;

create function public.welcome() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  insert into public.profiles (id, handle)
  values (new.id, coalesce(new.raw_user_meta_data ->> 'handle', 'nobody'));
  return new;
end $$;
create trigger welcome after insert on auth.users for each row execute function public.welcome();

create table public.notes (
  id bigint generated always as identity primary key,
  owner_id uuid not null default auth.uid(),
  title text not null,
  body jsonb not null default '{}',
  tags text[] not null default '{}',
  priority int not null default 0,
  due_at timestamptz
);
alter table public.notes enable row level security;
create policy "owners do everything" on public.notes for all to authenticated
  using (owner_id = (select auth.uid())) with check (owner_id = (select auth.uid()));
create policy "admins read" on public.notes for select to authenticated
  using ((select auth.jwt()) -> 'app_metadata' ->> 'role' = 'admin');
grant select, insert, update, delete on public.notes to authenticated;
grant select, insert on public.notes to service_role;

-- Granted to nobody.
create table public.secrets (id int primary key, word text not null);
alter table public.secrets enable row level security;
insert into public.secrets values (1, 'hidden; not split here');

create function public.describe(p_value jsonb) returns jsonb
language sql stable set search_path = ''
as $$ select jsonb_build_object('type', jsonb_typeof(p_value), 'value', p_value, 'role', auth.role(), 'uid', auth.uid()) $$;
revoke execute on function public.describe(jsonb) from public;
grant execute on function public.describe(jsonb) to anon, authenticated, service_role;

create function public.conflict() returns void
language plpgsql
as $$ begin raise sqlstate 'PT409' using message = 'already there', detail = 'd', hint = 'h'; end $$;
revoke execute on function public.conflict() from public;
grant execute on function public.conflict() to authenticated;

alter publication supabase_realtime add table public.notes;
create policy "own room" on realtime.messages for select to authenticated
  using (extension in ('broadcast', 'presence') and (select realtime.topic()) = 'user:' || (select auth.uid())::text);
create policy "send to own room" on realtime.messages for insert to authenticated
  with check (extension in ('broadcast', 'presence') and (select realtime.topic()) = 'user:' || (select auth.uid())::text);

create function public.announce() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform realtime.send(jsonb_build_object('note', new.id, 'priority', new.priority), 'note_changed',
    'user:' || new.owner_id::text, true);
  return new;
end $$;
create trigger announce after update on public.notes for each row execute function public.announce();
