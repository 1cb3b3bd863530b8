-- Functions that policies and every request call, in plpgsql, whose plans are kept. In SQL, with a search path of their own,
-- they cannot be inlined and are planned anew for each call.

-- Is the caller an admin? Only the signed app_metadata says so; user_metadata is the user's own to write.
-- In plpgsql, as every function that policies or hot paths call: a plan is kept there, and made anew for each call in SQL.
create or replace function edge.is_admin() returns boolean
language plpgsql stable set search_path = ''
as $$
begin
  return coalesce(auth.jwt() -> 'app_metadata' ->> 'role' = 'admin', false);
end
$$;

-- The events the caller works on: their own and those they are a member of.
-- Security definer, because the policies of events and event_members ask it: under their own policies they would go in circles.
create or replace function edge.my_event_ids() returns setof uuid
language plpgsql stable security definer set search_path = ''
as $$
declare
  me constant uuid := auth.uid();
begin
  return query
    select e.id from public.events e where e.user_id = me
    union all
    select m.event_id from public.event_members m where m.user_id = me;
end
$$;

-- Does this person work on this event? A task is given only to somebody who does.
-- Security definer, because the caller may not see every member's account.
create or replace function edge.works_on(p_user_id uuid, p_event_id uuid) returns boolean
language plpgsql stable security definer set search_path = ''
as $$
begin
  return p_user_id = any (edge.people_on(array[p_event_id]));
end
$$;

-- The age of the data behind a person's insights of one type: the sum of the epochs of its kinds. Each epoch only ever
-- grows, so an unchanged sum means that none of them changed.
create or replace function edge.epoch_of(p_user_id uuid, p_insight_type text) returns bigint
language plpgsql stable set search_path = ''
as $$
begin
  return (
    select coalesce(sum(e.epoch), 0)
    from edge.data_epochs e
    where e.user_id = p_user_id and e.kind = any (edge.kinds_behind(p_insight_type)));
end
$$;

-- Whole seconds, at least one, until an admission leaves its window; 0 where there was none.
create or replace function edge.seconds_until(p_admitted timestamptz, p_window_s integer) returns integer
language plpgsql volatile set search_path = ''
as $$
begin
  return coalesce(greatest(1, ceil(extract(epoch from p_admitted + make_interval(secs => p_window_s) - clock_timestamp()))), 0);
end
$$;

-- May this person's request go on, and is its answer already kept? One call, one statement, whose plan is kept.
--
-- The rate limit is a sliding window log: at most `p_limit` admissions in any `p_window_s` seconds, all functions together.
-- The upsert locks the person's row, and the clock is read under that lock, so concurrent requests take turns and the count
-- is exact. A refused request costs nothing of the window. A kept answer that is served counts one hit.
--
-- Answers {allowed, limit, remaining, resetS, retryAfterS, epoch, kept}: resetS is when the window is empty again if nothing
-- more comes, retryAfterS when the next request will be admitted (null if this one was), epoch what edge_record wants to see
-- again, kept {data, calculatedAt} or null. A person who no longer exists is refused, with "unknownUser": true.
create or replace function public.edge_admit(
  p_user_id uuid, p_function text, p_insight_type text default null, p_context_id text default null,
  p_limit integer default 60, p_window_s integer default 60
) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  answer jsonb;
begin
  with turn as (
    insert into edge.rate_limits as r (user_id, window_s, admitted, allowed)
    select u.id, p_window_s, case when p_limit > 0 then array[clock_timestamp()] else '{}' end, p_limit > 0
    from auth.users u where u.id = p_user_id
    on conflict (user_id, window_s) do update set (admitted, allowed) = (
      select case when w.admitted_now then w.live || w.now else w.live end, w.admitted_now
      from edge.slide(r.admitted, p_window_s, p_limit) w)
    returning r.admitted, r.allowed
  ), kept as (
    update public.assistant_insights i set cache_hit_count = i.cache_hit_count + 1
    where i.user_id = p_user_id and i.insight_type = p_insight_type and i.context_id = p_context_id
      and i.expires_at > now() and (select t.allowed from turn t)
    returning i.data, i.calculated_at
  )
  select coalesce(
    (select jsonb_build_object(
      'allowed', t.allowed,
      'limit', p_limit,
      'remaining', greatest(p_limit - cardinality(t.admitted), 0),
      'resetS', edge.seconds_until(t.admitted[cardinality(t.admitted)], p_window_s),
      'retryAfterS', case when not t.allowed then edge.seconds_until(t.admitted[cardinality(t.admitted) - p_limit + 1], p_window_s) end,
      'epoch', edge.epoch_of(p_user_id, p_insight_type),
      'kept', (select jsonb_build_object('data', k.data, 'calculatedAt', k.calculated_at) from kept k)
    ) from turn t),
    jsonb_build_object('allowed', false, 'limit', p_limit, 'remaining', 0, 'resetS', 0, 'retryAfterS', p_window_s,
      'epoch', 0, 'kept', null, 'unknownUser', true))
  into answer;
  return answer;
end
$$;

-- The kinds of rows an insight of this type is computed from. `edge.types_from` is the same relation the other way round.
create or replace function edge.kinds_behind(p_insight_type text) returns text[]
language plpgsql immutable set search_path = ''
as $$
begin
  return case p_insight_type
    when 'logistics-analyzer' then array['samples']
    when 'events-optimizer' then array['events']
    when 'media-scorer' then array['assets']
    when 'recommendations' then array['assets', 'events', 'samples']
    else array[]::text[]
  end;
end
$$;

-- The insight types computed from rows of this kind: those a change to such a row makes stale.
create or replace function edge.types_from(p_kind text) returns text[]
language plpgsql immutable set search_path = ''
as $$
begin
  return case p_kind
    when 'samples' then array['logistics-analyzer', 'recommendations']
    when 'events' then array['events-optimizer', 'recommendations']
    when 'assets' then array['media-scorer', 'recommendations']
  end;
end
$$;
