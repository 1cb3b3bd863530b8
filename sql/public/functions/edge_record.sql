-- After the answer: write the metrics row and, where there is one, keep the answer for `p_ttl_s` seconds.
--
-- `p_epoch` is what edge_admit said. If the person's rows changed since, the answer is already old and is not kept; the share
-- lock makes a change that is still being committed wait or be waited for. A null `p_epoch` says that the answer was computed
-- from the request alone.
create function public.edge_record(
  p_user_id uuid, p_function text, p_request_id uuid, p_status integer, p_duration_ms integer, p_cached boolean,
  p_error_code text default null, p_insight_type text default null, p_context_id text default null,
  p_data jsonb default null, p_ttl_s integer default null, p_epoch bigint default null,
  p_calculated_at timestamptz default null
) returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  -- The account may have been deleted while its request was answered.
  person constant uuid := (select u.id from auth.users u where u.id = p_user_id);
  calculated constant timestamptz := coalesce(p_calculated_at, now());
begin
  insert into edge.requests (request_id, user_id, function, status, duration_ms, cached, error_code)
  values (p_request_id, person, p_function, p_status, p_duration_ms, p_cached, p_error_code);

  if person is null or p_insight_type is null or p_context_id is null or p_data is null or coalesce(p_ttl_s, 0) <= 0 then
    return;
  end if;

  if p_epoch is not null then
    -- A row to lock must exist before the first change, too.
    insert into edge.data_epochs (user_id, kind, epoch)
    select person, k, 0 from unnest(edge.kinds_behind(p_insight_type)) k
    on conflict (user_id, kind) do nothing;
    perform from edge.data_epochs e
    where e.user_id = person and e.kind = any (edge.kinds_behind(p_insight_type))
    order by e.kind for share;
    if edge.epoch_of(person, p_insight_type) <> p_epoch then
      return;
    end if;
  end if;

  insert into public.assistant_insights (user_id, insight_type, context_id, data, calculated_at, expires_at)
  values (person, p_insight_type, p_context_id, p_data, calculated, calculated + make_interval(secs => p_ttl_s))
  on conflict (user_id, insight_type, context_id) do update
    set data = excluded.data, calculated_at = excluded.calculated_at, expires_at = excluded.expires_at, cache_hit_count = 0;
end
$$;

revoke execute on function public.edge_record(uuid, text, uuid, integer, integer, boolean, text, text, text, jsonb, integer, bigint, timestamptz)
  from public, anon, authenticated;
grant execute on function public.edge_record(uuid, text, uuid, integer, integer, boolean, text, text, text, jsonb, integer, bigint, timestamptz)
  to service_role;
