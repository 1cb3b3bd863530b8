-- See that there is an epoch to lock for each of these people and kinds; the two lists go side by side. Somebody whose account
-- is just being ended is waited for, and passed over once it is gone.
create function edge.begin_epochs(p_user_ids uuid[], p_kinds text[]) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  insert into edge.data_epochs (user_id, kind, epoch)
  select u.id, c.kind, 0
  from unnest(p_user_ids, p_kinds) c (user_id, kind) join auth.users u on u.id = c.user_id
  where not exists (select from edge.data_epochs e where e.user_id = c.user_id and e.kind = c.kind)
  order by u.id, c.kind
  for key share of u
  on conflict do nothing;
end
$$;

revoke execute on function edge.begin_epochs(uuid[], text[]) from public;
