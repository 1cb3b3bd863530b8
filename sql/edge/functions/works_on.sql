-- Does this person work on this event? A task is given only to somebody who does.
-- Security definer, because the caller may not see every member's account.
create function edge.works_on(p_user_id uuid, p_event_id uuid) returns boolean
language plpgsql stable security definer set search_path = ''
as $$
begin
  return p_user_id = any (edge.people_on(array[p_event_id]));
end
$$;

revoke execute on function edge.works_on(uuid, uuid) from public;
grant execute on function edge.works_on(uuid, uuid) to authenticated;
