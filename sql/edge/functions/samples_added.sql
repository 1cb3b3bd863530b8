-- Trigger: tell the owners of new samples, and forget what was computed without them.
create function edge.samples_added() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  owners uuid[];
  events jsonb;
begin
  select array_agg(distinct n.user_id),
    jsonb_agg(jsonb_build_object('topic', 'samples:' || n.user_id, 'event', 'sample_added',
      'payload', jsonb_build_object('id', n.id, 'status', n.status)))
  into owners, events
  from new_rows n;

  if owners is not null then
    perform edge.invalidate(owners, 'samples');
    perform edge.announce(events);
  end if;
  return null;
end
$$;

revoke execute on function edge.samples_added() from public;
