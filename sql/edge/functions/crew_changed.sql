-- Trigger: forget what was computed from the crew as it was, for everybody on its events.
create function edge.crew_changed() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  touched uuid[];
  people uuid[];
begin
  if tg_op = 'INSERT' then
    select array_agg(distinct n.event_id) into touched from new_rows n;
  elsif tg_op = 'DELETE' then
    select array_agg(distinct o.event_id) into touched from old_rows o;
  else
    select array_agg(distinct r.event_id) into touched
    from (select event_id from old_rows union all select event_id from new_rows) r;
  end if;

  people := edge.people_on(touched);
  if people is not null then
    perform edge.invalidate(people, 'events');
  end if;
  return null;
end
$$;

revoke execute on function edge.crew_changed() from public;
