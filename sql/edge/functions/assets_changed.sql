-- Trigger: forget what was computed from the assets as they were, and tell their owners of uploads and verdicts.
create function edge.assets_changed() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  one record;
  owners uuid[];
  events jsonb;
begin
  if tg_op = 'UPDATE' then -- One row, as nearly always.
    select n.id, n.user_id, o.user_id as was_of, n.status, o.status as was, exists (select from new_rows offset 1) as more
    into one from new_rows n join old_rows o using (id) limit 1;

    if one.user_id = one.was_of and not one.more then
      perform edge.invalidate(array[one.user_id], 'assets');
      if one.status <> one.was and one.status in ('approved', 'rejected') then
        perform edge.broadcast('assets:' || one.user_id, 'asset_' || one.status,
          jsonb_build_object('id', one.id, 'from', one.was, 'to', one.status));
      end if;
      return null;
    end if;
  end if;

  if tg_op = 'INSERT' then
    select array_agg(distinct n.user_id),
      jsonb_agg(jsonb_build_object('topic', 'assets:' || n.user_id, 'event', 'asset_uploaded',
        'payload', jsonb_build_object('id', n.id, 'status', n.status)))
    into owners, events from new_rows n;
  else
    select array_agg(distinct r.user_id) into owners
    from (select user_id from old_rows union all select user_id from new_rows) r;

    -- A full join is never a nested loop: the plan is made for the first change and kept, and must not meet 10,000 rows squared.
    select jsonb_agg(jsonb_build_object('topic', 'assets:' || n.user_id, 'event', 'asset_' || n.status,
        'payload', jsonb_build_object('id', n.id, 'from', o.status, 'to', n.status)))
        filter (where n.status <> o.status and n.status in ('approved', 'rejected'))
    into events from new_rows n full join old_rows o using (id);
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
