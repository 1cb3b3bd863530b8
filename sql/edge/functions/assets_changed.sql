-- Trigger: forget what was computed from the assets as they were, and tell their owners of uploads and verdicts.
-- No nested loops: the plan made for the first change, usually of one row, is kept, and must not meet 10,000 rows squared.
create function edge.assets_changed() returns trigger
language plpgsql security definer set search_path = '' set enable_nestloop = off
as $$
declare
  owners uuid[];
  events jsonb;
begin
  if tg_op = 'INSERT' then
    select array_agg(distinct n.user_id),
      jsonb_agg(jsonb_build_object('topic', 'assets:' || n.user_id, 'event', 'asset_uploaded',
        'payload', jsonb_build_object('id', n.id, 'status', n.status)))
    into owners, events from new_rows n;
  else
    select array_agg(distinct n.user_id) || array_agg(distinct o.user_id) filter (where o.user_id <> n.user_id),
      jsonb_agg(jsonb_build_object('topic', 'assets:' || n.user_id, 'event', 'asset_' || n.status,
        'payload', jsonb_build_object('id', n.id, 'from', o.status, 'to', n.status)))
        filter (where n.status <> o.status and n.status in ('approved', 'rejected'))
    into owners, events from new_rows n join old_rows o using (id);
  end if;

  if owners is not null then
    perform edge.invalidate(owners, 'assets');
  end if;
  if events is not null then
    perform edge.announce(events);
  end if;
  return null;
end
$$;

revoke execute on function edge.assets_changed() from public;
