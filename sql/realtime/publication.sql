-- Which tables `postgres_changes` tells of. Their replica identity stays the primary key: Realtime shows no more of an old row
-- than that where row level security is on, and what changed from what to what is in the broadcasts.
do $$
declare
  name text;
begin
  if exists (select from pg_publication where pubname = 'supabase_realtime') then
    foreach name in array array['samples', 'tasks', 'assets'] loop
      if not exists (select from pg_publication_tables
        where pubname = 'supabase_realtime' and schemaname = 'public' and tablename = name) then
        execute format('alter publication supabase_realtime add table public.%I', name);
      end if;
    end loop;
  end if;
end
$$;
