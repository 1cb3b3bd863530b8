-- One person's rows of this kind changed: forget what was computed from them.
--
-- The epoch is moved first. That takes the lock `edge_record` holds while it keeps an answer, so the delete, which sees
-- what was committed before it began, finds every answer computed from the old rows; an answer that comes later finds a
-- newer epoch. Two statements on purpose: in one, the delete would see what was there before the lock.
create function edge.invalidate_one(p_user_id uuid, p_kind text) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  update edge.data_epochs e set epoch = e.epoch + 1 where e.user_id = p_user_id and e.kind = p_kind;
  if not found then -- The first change of this kind. Somebody who is being deleted is passed over.
    insert into edge.data_epochs as e (user_id, kind)
    select u.id, p_kind from auth.users u where u.id = p_user_id
    on conflict (user_id, kind) do update set epoch = e.epoch + 1;
  end if;

  delete from public.assistant_insights i
  where i.user_id = p_user_id and i.insight_type = any (edge.types_from(p_kind));
end
$$;

revoke execute on function edge.invalidate_one(uuid, text) from public;
