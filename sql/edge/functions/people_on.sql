-- Everybody who works on these events: owners and members; null where nobody does.
create function edge.people_on(p_event_ids uuid[]) returns uuid[]
language plpgsql stable security definer set search_path = ''
as $$
begin
  return (
    select array_agg(p.user_id) from (
      select e.user_id from public.events e where e.id = any (p_event_ids)
      union
      select m.user_id from public.event_members m where m.event_id = any (p_event_ids)
    ) p);
end
$$;

revoke execute on function edge.people_on(uuid[]) from public;
