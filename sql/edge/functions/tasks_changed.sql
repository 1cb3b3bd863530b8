-- Trigger: forget what was computed from the tasks as they were, for everybody on their events, and tell the events' topics of
-- changes of status and of owner.
-- No nested loops: the plan made for the first change, usually of one row, is kept, and must not meet 10,000 rows squared.
create function edge.tasks_changed() returns trigger
language plpgsql security definer set search_path = '' set enable_nestloop = off
as $$
declare
  touched uuid[];
  people uuid[];
  news jsonb;
begin
  if tg_op = 'INSERT' then
    select array_agg(distinct n.event_id),
      jsonb_agg(jsonb_build_object('topic', 'events:' || n.event_id, 'event', 'task_assigned',
        'payload', jsonb_build_object('id', n.id, 'from', null, 'to', n.owner_id))) filter (where n.owner_id is not null)
    into touched, news from new_rows n;
  elsif tg_op = 'DELETE' then
    select array_agg(distinct o.event_id) into touched from old_rows o;
  else
    select array_agg(distinct n.event_id) || array_agg(distinct o.event_id) filter (where o.event_id <> n.event_id)
    into touched from new_rows n join old_rows o using (id);

    select jsonb_agg(jsonb_build_object('topic', 'events:' || c.event_id, 'event', c.event,
      'payload', jsonb_build_object('id', c.id, 'from', c.was, 'to', c.is)))
    into news
    from (
      select n.id, n.event_id, 'task_status_changed' as event, o.status as was, n.status as is
      from new_rows n join old_rows o using (id) where n.status <> o.status
      union all
      select n.id, n.event_id, 'task_assigned', o.owner_id::text, n.owner_id::text
      from new_rows n join old_rows o using (id) where n.owner_id is distinct from o.owner_id
    ) c;
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
