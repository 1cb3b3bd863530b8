-- Trigger: an event's plan concerns everybody on it, and whoever owned it before.
-- No nested loops: the plan made for the first change, usually of one row, is kept, and must not meet 10,000 rows squared.
create function edge.events_changed() returns trigger
language plpgsql security definer set search_path = '' set enable_nestloop = off
as $$
declare
  people uuid[];
begin
  select edge.people_on(array_agg(n.id)) || array_agg(o.user_id) filter (where o.user_id <> n.user_id) into people
  from new_rows n join old_rows o using (id);

  if people is not null then
    perform edge.invalidate(people, 'events');
  end if;
  return null;
end
$$;

revoke execute on function edge.events_changed() from public;
