-- The bodies of SQL functions may name tables that come later in this file.
set check_function_bodies = off;

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

-- Who may listen to the private topics. Nobody may send: there is no policy for insert.
-- Realtime asks once, at joining; the topic is the whole question.
do $$
begin
  if to_regclass('realtime.messages') is not null then
    execute $policy$
      create policy "people listen to their own samples, assets and events"
        on realtime.messages for select to authenticated
        using (
          extension = 'broadcast'
          and ((select realtime.topic()) in ('samples:' || (select auth.uid()), 'assets:' || (select auth.uid()))
            or (select realtime.topic()) in (select 'events:' || e from edge.my_event_ids() e)))
    $policy$;
  end if;
end
$$;
