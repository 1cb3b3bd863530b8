-- These people's rows of this kind changed: forget what was computed from them, for all as `edge.invalidate_one` does for one.
-- Locks are taken in the order of user ids, so that two changes to the same people cannot deadlock.
create function edge.invalidate(p_user_ids uuid[], p_kind text) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  if cardinality(p_user_ids) = 1 then
    perform edge.invalidate_one(p_user_ids[1], p_kind);
    return;
  end if;

  insert into edge.data_epochs as e (user_id, kind)
  select u.id, p_kind from auth.users u where u.id = any (p_user_ids) order by u.id
  on conflict (user_id, kind) do update set epoch = e.epoch + 1;

  delete from public.assistant_insights i
  where i.user_id = any (p_user_ids) and i.insight_type = any (edge.types_from(p_kind));
end
$$;

revoke execute on function edge.invalidate(uuid[], text) from public;
