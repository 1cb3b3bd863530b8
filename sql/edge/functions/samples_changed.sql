-- Trigger: forget what was computed from the samples as they were, and tell their owners what happened.
-- No nested loops: the plan made for the first change, usually of one row, is kept, and must not meet 10,000 rows squared.
create function edge.samples_changed() returns trigger
language plpgsql security definer set search_path = '' set enable_nestloop = off
as $$
declare
  owners uuid[];
  events jsonb;
begin
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
    select array_agg(distinct n.user_id) || array_agg(distinct o.user_id) filter (where o.user_id <> n.user_id),
      jsonb_agg(jsonb_build_object('topic', 'samples:' || n.user_id, 'event', 'sample_status_changed',
        'payload', jsonb_build_object('id', n.id, 'from', o.status, 'to', n.status))) filter (where n.status <> o.status)
    into owners, events from new_rows n join old_rows o using (id);
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
