-- The events the caller works on: their own and those they are a member of.
-- Security definer, because the policies of events and event_members ask it: under their own policies they would go in circles.
create function edge.my_event_ids() returns setof uuid
language plpgsql stable security definer set search_path = ''
as $$
declare
  me constant uuid := auth.uid();
begin
  return query
    select e.id from public.events e where e.user_id = me
    union all
    select m.event_id from public.event_members m where m.user_id = me;
end
$$;

revoke execute on function edge.my_event_ids() from public;
grant execute on function edge.my_event_ids() to authenticated;
