-- Trigger: forget what was computed from the samples as they were, and tell of every change of status.
create function edge.samples_changed() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  owners uuid[];
  events jsonb;
begin
  select array_agg(distinct o.user_id) into owners
  from (select user_id from old_rows union all select user_id from new_rows) o;

  if owners is null then
    return null;
  end if;
  perform edge.invalidate(owners, 'samples');

  select jsonb_agg(jsonb_build_object('topic', 'samples:' || n.user_id, 'event', 'sample_status_changed',
    'payload', jsonb_build_object('id', n.id, 'from', o.status, 'to', n.status)))
  into events
  from new_rows n join old_rows o using (id)
  where n.status <> o.status;

  if events is not null then
    perform edge.announce(events);
  end if;
  return null;
end
$$;

revoke execute on function edge.samples_changed() from public;
