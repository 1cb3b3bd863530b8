-- These people's rows of this kind changed: forget what was computed from them.
--
-- The epoch is moved first. That takes the lock `edge_record` holds while it keeps an answer, so the delete, which sees
-- what was committed before it began, finds every answer computed from the old rows; an answer that comes later finds a
-- newer epoch. Locks are taken in the order of user ids, so bulk changes cannot deadlock. People being deleted are passed over.
create function edge.invalidate(p_user_ids uuid[], p_kind text) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  -- Nearly always one person whose row is there: the update alone costs a third of the upsert.
  if cardinality(p_user_ids) = 1 then
    update edge.data_epochs e set epoch = e.epoch + 1 where e.user_id = p_user_ids[1] and e.kind = p_kind;
  end if;
  if cardinality(p_user_ids) > 1 or not found then
    insert into edge.data_epochs as e (user_id, kind)
    select u.id, p_kind from auth.users u where u.id = any (p_user_ids) order by u.id
    on conflict (user_id, kind) do update set epoch = e.epoch + 1;
  end if;

  delete from public.assistant_insights i
  where i.user_id = any (p_user_ids) and i.insight_type = any (edge.types_from(p_kind));
end
$$;

revoke execute on function edge.invalidate(uuid[], text) from public;
