-- Trigger: who left an event no longer owns tasks of it, nor keeps what was computed from it.
create function edge.members_left() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  people uuid[];
begin
  select array_agg(distinct o.user_id) into people from old_rows o;

  if people is not null then
    update public.tasks t set owner_id = null
    from old_rows o where t.event_id = o.event_id and t.owner_id = o.user_id;
    perform edge.invalidate(people, 'events');
  end if;
  return null;
end
$$;

revoke execute on function edge.members_left() from public;
