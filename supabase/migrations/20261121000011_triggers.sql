-- What triggers cost: one changed row, as nearly always, takes a short way without lists; nothing is looked up or planned anew
-- that can be kept.

alter table edge.data_epochs drop constraint kind_is_known;

-- One person's rows of this kind changed: forget what was computed from them.
--
-- The epoch is moved first. That takes the lock `edge_record` holds while it keeps an answer, so the delete, which sees
-- what was committed before it began, finds every answer computed from the old rows; an answer that comes later finds a
-- newer epoch. Two statements on purpose: in one, the delete would see what was there before the lock.
create function edge.invalidate_one(p_user_id uuid, p_kind text) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  update edge.data_epochs e set epoch = e.epoch + 1 where e.user_id = p_user_id and e.kind = p_kind;
  if not found then -- The first change of this kind. Somebody who is being deleted is passed over.
    insert into edge.data_epochs as e (user_id, kind)
    select u.id, p_kind from auth.users u where u.id = p_user_id
    on conflict (user_id, kind) do update set epoch = e.epoch + 1;
  end if;

  delete from public.assistant_insights i
  where i.user_id = p_user_id and i.insight_type = any (edge.types_from(p_kind));
end
$$;

revoke execute on function edge.invalidate_one(uuid, text) from public;

-- These people's rows of this kind changed: forget what was computed from them, for all as `edge.invalidate_one` does for one.
-- Locks are taken in the order of user ids, so that two changes to the same people cannot deadlock.
create or replace function edge.invalidate(p_user_ids uuid[], p_kind text) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  if cardinality(p_user_ids) = 1 then
    perform edge.invalidate_one(p_user_ids[1], p_kind);
    return;
  end if;

  insert into edge.data_epochs as e (user_id, kind)
  select u.id, p_kind from auth.users u where u.id = any (p_user_ids) order by u.id
  on conflict (user_id, kind) do update set epoch = e.epoch + 1;

  delete from public.assistant_insights i
  where i.user_id = any (p_user_ids) and i.insight_type = any (edge.types_from(p_kind));
end
$$;

-- Send one live event to a private topic, where Realtime is installed. A broadcast is a hint: it is sent with the commit
-- of the change it tells of, and a client that was away reads the rows again.
-- Security definer, because nobody but the database may write to realtime.messages.
create or replace function edge.broadcast(p_topic text, p_event text, p_payload jsonb) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  -- Plain Postgres has no such function; there this statement is never planned. Asking by name alone costs a quarter of
  -- asking by name and arguments, and says null when there are two of the name.
  if coalesce(to_regproc('realtime.send')::oid, to_regprocedure('realtime.send(jsonb, text, text, boolean)')::oid) is not null then
    perform realtime.send(p_payload, p_event, p_topic, true);
  end if;
end
$$;

-- Everybody who works on these events: owners and members; null where nobody does.
create or replace function edge.people_on(p_event_ids uuid[]) returns uuid[]
language plpgsql stable security definer set search_path = ''
as $$
begin
  return (
    select array_agg(p.user_id) from (
      select e.user_id from public.events e where e.id = any (p_event_ids)
      union
      select m.user_id from public.event_members m where m.event_id = any (p_event_ids)
    ) p);
end
$$;

-- Trigger: forget what was computed from the samples as they were, and tell their owners what happened.
create or replace function edge.samples_changed() returns trigger
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
    into one from new_rows n join old_rows o using (id) limit 1;

    if one.user_id = one.was_of and not one.more then
      perform edge.invalidate_one(one.user_id, 'samples');
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

-- Trigger: forget what was computed from the assets as they were, and tell their owners of uploads and verdicts.
create or replace function edge.assets_changed() returns trigger
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
      perform edge.invalidate_one(one.user_id, 'assets');
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

-- Trigger: forget what was computed from the tasks as they were, for everybody on their events, and tell the events' topics of
-- changes of status and of owner.
create or replace function edge.tasks_changed() returns trigger
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
    into one from new_rows n join old_rows o using (id) limit 1;

    if one.event_id = one.was_of and not one.more then
      people := edge.people_on(array[one.event_id]);
      if cardinality(people) = 1 then
        perform edge.invalidate_one(people[1], 'events');
      else
        perform edge.invalidate(people, 'events');
      end if;
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

-- Trigger: an event's plan concerns everybody on it, and whoever owned it before.
create or replace function edge.events_changed() returns trigger
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
