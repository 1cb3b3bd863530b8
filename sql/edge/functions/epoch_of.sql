-- The age of the data behind a person's insights of one type: the sum of the epochs of its kinds. Each epoch only ever
-- grows, so an unchanged sum means that none of them changed.
create function edge.epoch_of(p_user_id uuid, p_insight_type text) returns bigint
language plpgsql stable set search_path = ''
as $$
begin
  return (
    select coalesce(sum(e.epoch), 0)
    from edge.data_epochs e
    where e.user_id = p_user_id and e.kind = any (edge.kinds_behind(p_insight_type)));
end
$$;

revoke execute on function edge.epoch_of(uuid, text) from public;
