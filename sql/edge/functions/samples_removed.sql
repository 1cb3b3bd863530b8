-- Trigger: tell the owners of removed samples, and forget what was computed with them.
create function edge.samples_removed() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  owners uuid[];
  events jsonb;
begin
  select array_agg(distinct o.user_id),
    jsonb_agg(jsonb_build_object('topic', 'samples:' || o.user_id, 'event', 'sample_removed', 'payload', jsonb_build_object('id', o.id)))
  into owners, events
  from old_rows o;

  if owners is not null then
    perform edge.invalidate(owners, 'samples');
    perform edge.announce(events);
  end if;
  return null;
end
$$;

revoke execute on function edge.samples_removed() from public;
