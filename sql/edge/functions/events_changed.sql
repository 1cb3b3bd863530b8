-- Trigger: an event's plan concerns everybody on it, and whoever owned it before.
create function edge.events_changed() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  people uuid[];
begin
  select array_agg(distinct p.person) into people
  from (
    select unnest(edge.people_on((select array_agg(n.id) from new_rows n))) as person
    union all
    select o.user_id from old_rows o
  ) p;

  if people is not null then
    perform edge.invalidate(people, 'events');
  end if;
  return null;
end
$$;

revoke execute on function edge.events_changed() from public;
