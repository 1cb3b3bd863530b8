-- Trigger: forget what was computed from the tasks as they were, for everybody on their events, and tell the events' topics of
-- changes of status and of owner.
create function edge.tasks_changed() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  one record;
  touched uuid[];
  people uuid[];
  news jsonb;
begin
  if tg_op = 'UPDATE' then -- One row, as nearly always.
    select n.id, n.event_id, o.event_id as was_of, n.status, o.status as was, n.owner_id, o.owner_id as was_owned_by,
      exists (select from new_rows offset 1) as more
    into one from new_rows n cross join old_rows o limit 1; -- Of one row, what it is and was; a join would be planned for many.

    if one.event_id = one.was_of and not one.more then
      perform edge.invalidate(edge.people_on(array[one.event_id]), 'events');
      if one.status <> one.was then
        perform edge.broadcast('events:' || one.event_id, 'task_status_changed',
          jsonb_build_object('id', one.id, 'from', one.was, 'to', one.status));
      end if;
      if one.owner_id is distinct from one.was_owned_by then
        perform edge.broadcast('events:' || one.event_id, 'task_assigned',
          jsonb_build_object('id', one.id, 'from', one.was_owned_by, 'to', one.owner_id));
      end if;
      return null;
    end if;
  end if;

  if tg_op = 'INSERT' then
    select array_agg(distinct n.event_id),
      jsonb_agg(jsonb_build_object('topic', 'events:' || n.event_id, 'event', 'task_assigned',
        'payload', jsonb_build_object('id', n.id, 'from', null, 'to', n.owner_id))) filter (where n.owner_id is not null)
    into touched, news from new_rows n;
  elsif tg_op = 'DELETE' then
    select array_agg(distinct o.event_id) into touched from old_rows o;
  else
    select array_agg(distinct r.event_id) into touched
    from (select event_id from old_rows union all select event_id from new_rows) r;

    -- A full join is never a nested loop: the plan is made for the first change and kept, and must not meet 10,000 rows squared.
    select nullif(
      coalesce(jsonb_agg(jsonb_build_object('topic', 'events:' || n.event_id, 'event', 'task_status_changed',
        'payload', jsonb_build_object('id', n.id, 'from', o.status, 'to', n.status))) filter (where n.status <> o.status), '[]')
      || coalesce(jsonb_agg(jsonb_build_object('topic', 'events:' || n.event_id, 'event', 'task_assigned',
        'payload', jsonb_build_object('id', n.id, 'from', o.owner_id, 'to', n.owner_id)))
        filter (where n.id = o.id and n.owner_id is distinct from o.owner_id), '[]'), '[]')
    into news from new_rows n full join old_rows o using (id);
  end if;

  people := edge.people_on(touched);
  if people is not null then
    perform edge.invalidate(people, 'events');
  end if;
  if news is not null then
    perform edge.announce(news);
  end if;
  return null;
end
$$;

revoke execute on function edge.tasks_changed() from public;
