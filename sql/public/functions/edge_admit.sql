-- May this person's request go on, and is its answer already kept? One call, one statement, whose plan is kept.
--
-- The rate limit is a sliding window log: at most `p_limit` admissions in any `p_window_s` seconds, all functions together.
-- The upsert locks the person's row, and the clock is read under that lock, so concurrent requests take turns and the count
-- is exact. A refused request costs nothing of the window. A kept answer that is served counts one hit and, where the request
-- is named, writes its metrics row, so nothing is left to record: it took `p_elapsed_ms` up to this call, and this call.
--
-- Answers {allowed, limit, remaining, resetS, retryAfterS, epoch, kept}: resetS is when the window is empty again if nothing
-- more comes, retryAfterS when the next request will be admitted (null if this one was), epoch what edge_record wants to see
-- again, kept {data, calculatedAt} or null. A person who no longer exists is refused, with "unknownUser": true.
create function public.edge_admit(
  p_user_id uuid, p_function text, p_insight_type text default null, p_context_id text default null,
  p_limit integer default 60, p_window_s integer default 60, p_request_id uuid default null, p_elapsed_ms integer default 0
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
  ), counted as (
    insert into edge.requests (request_id, user_id, function, status, duration_ms, cached)
    select p_request_id, p_user_id, p_function, 200,
      greatest(p_elapsed_ms, 0) + (extract(epoch from clock_timestamp() - statement_timestamp()) * 1000)::integer, true
    from kept where p_request_id is not null
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

revoke execute on function public.edge_admit(uuid, text, text, text, integer, integer, uuid, integer) from public, anon, authenticated;
grant execute on function public.edge_admit(uuid, text, text, text, integer, integer, uuid, integer) to service_role;
