-- Trigger on a table with a user_id: forget what was computed for these people from rows of the kind in the argument.
create function edge.own_rows_changed() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  owners uuid[];
begin
  if tg_op = 'INSERT' then
    select array_agg(distinct n.user_id) into owners from new_rows n;
  elsif tg_op = 'DELETE' then
    select array_agg(distinct o.user_id) into owners from old_rows o;
  else
    select array_agg(distinct r.user_id) into owners
    from (select user_id from old_rows union all select user_id from new_rows) r;
  end if;

  if owners is not null then
    perform edge.invalidate(owners, tg_argv[0]);
  end if;
  return null;
end
$$;

revoke execute on function edge.own_rows_changed() from public;
