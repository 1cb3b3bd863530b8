-- Trigger: forget what was computed from the samples as they were, and tell their owners what happened.
create function edge.samples_changed() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  one record;
  owners uuid[];
  events jsonb;
begin
  -- Nearly every change is an update of one row. Told apart from the rest it costs half: no lists are made and taken apart.
  if tg_op = 'UPDATE' then
    select n.id, n.user_id, o.user_id as was_of, n.status, o.status as was, exists (select from new_rows offset 1) as more
    into one from new_rows n cross join old_rows o limit 1; -- Of one row, what it is and was; a join would be planned for many.

    if one.user_id = one.was_of and not one.more then
      perform edge.invalidate(array[one.user_id], 'samples');
      if one.status <> one.was then
        perform edge.broadcast('samples:' || one.user_id, 'sample_status_changed',
          jsonb_build_object('id', one.id, 'from', one.was, 'to', one.status));
      end if;
      return null;
    end if;
  end if;

  if tg_op = 'INSERT' then
    select array_agg(distinct n.user_id),
      jsonb_agg(jsonb_build_object('topic', 'samples:' || n.user_id, 'event', 'sample_added',
        'payload', jsonb_build_object('id', n.id, 'status', n.status)))
    into owners, events from new_rows n;
  elsif tg_op = 'DELETE' then
    select array_agg(distinct o.user_id),
      jsonb_agg(jsonb_build_object('topic', 'samples:' || o.user_id, 'event', 'sample_removed',
        'payload', jsonb_build_object('id', o.id)))
    into owners, events from old_rows o;
  else
    select array_agg(distinct r.user_id) into owners
    from (select user_id from old_rows union all select user_id from new_rows) r;

    -- A full join is never a nested loop: the plan is made for the first change and kept, and must not meet 10,000 rows squared.
    select jsonb_agg(jsonb_build_object('topic', 'samples:' || n.user_id, 'event', 'sample_status_changed',
        'payload', jsonb_build_object('id', n.id, 'from', o.status, 'to', n.status))) filter (where n.status <> o.status)
    into events from new_rows n full join old_rows o using (id);
  end if;

  if owners is not null then
    perform edge.invalidate(owners, 'samples');
  end if;
  if events is not null then
    perform edge.announce(events);
  end if;
  return null;
end
$$;

revoke execute on function edge.samples_changed() from public;
