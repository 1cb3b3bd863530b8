-- The bodies of SQL functions may name tables that come later in this file.
set check_function_bodies = off;

-- Nothing in public is granted but what is written beside it. Projects made since 2026-10-30 start that way; older ones
-- grant everything to everyone by default, which would undo the column grants below.
alter default privileges in schema public revoke all on tables from anon, authenticated, service_role;
alter default privileges in schema public revoke all on sequences from anon, authenticated, service_role;
alter default privileges in schema public revoke all on functions from anon, authenticated, service_role;
grant usage on schema public to anon, authenticated, service_role;

-- Schema edge: the machinery behind the API. It is not exposed by the Data API; callers reach it only through the
-- `public.edge_*` functions, triggers and policies. `authenticated` may look names up in it, because policies call
-- functions that live here; it can read none of its tables.
create schema edge;
grant usage on schema edge to authenticated, service_role;

-- Is the caller an admin? Only the signed app_metadata says so; user_metadata is the user's own to write.
create function edge.is_admin() returns boolean
language sql stable set search_path = ''
as $$
  select coalesce((select auth.jwt()) -> 'app_metadata' ->> 'role' = 'admin', false)
$$;

revoke execute on function edge.is_admin() from public;
grant execute on function edge.is_admin() to authenticated;

-- Trigger: every update moves updated_at.
create function edge.touch() returns trigger
language plpgsql set search_path = ''
as $$
begin
  new.updated_at := now();
  return new;
end
$$;

revoke execute on function edge.touch() from public;

-- The sliding window log: when each of a person's latest requests was admitted. One row per person and window, so that
-- the row's lock makes concurrent requests take turns and the count exact. Refused requests are not logged.
create table edge.rate_limits (
  user_id   uuid not null references auth.users (id) on delete cascade,
  window_s  integer not null,
  admitted  timestamptz[] not null,
  allowed   boolean not null,
  primary key (user_id, window_s),
  constraint window_is_positive check (window_s > 0)
) with (fillfactor = 50);

comment on column edge.rate_limits.admitted is 'Admissions still inside the window, oldest first.';
comment on column edge.rate_limits.allowed is 'Whether the latest request was admitted.';

-- No grant to anybody.
alter table edge.rate_limits enable row level security;

create policy "nobody but the machinery, which runs as the owner"
  on edge.rate_limits for all to anon, authenticated
  using (false);

-- How often a person's data of one kind changed. An answer computed from those rows is kept only while the number is
-- still the one its request was admitted with.
create table edge.data_epochs (
  user_id  uuid not null references auth.users (id) on delete cascade,
  kind     text not null,
  epoch    bigint not null default 1,
  primary key (user_id, kind),
  constraint kind_is_known check (kind in ('samples', 'events', 'assets'))
) with (fillfactor = 50);

-- No grant to anybody.
alter table edge.data_epochs enable row level security;

create policy "nobody but the machinery, which runs as the owner"
  on edge.data_epochs for all to anon, authenticated
  using (false);

-- One row per answered request: what metrics and alerts are computed from. No bodies, no messages, no addresses.
create table edge.requests (
  id           bigint generated always as identity primary key,
  request_id   uuid not null,
  user_id      uuid references auth.users (id) on delete set null,
  function     text not null,
  status       integer not null,
  duration_ms  integer not null,
  cached       boolean not null,
  error_code   text,
  created_at   timestamptz not null default now(),
  constraint status_is_http check (status between 100 and 599),
  constraint duration_is_not_negative check (duration_ms >= 0)
);

create index requests_by_function on edge.requests (function, created_at desc);
create index requests_by_time on edge.requests (created_at);
create index requests_by_user on edge.requests (user_id);

-- No grant to anybody.
alter table edge.requests enable row level security;

create policy "nobody but the machinery, which runs as the owner"
  on edge.requests for all to anon, authenticated
  using (false);

-- The kinds of rows an insight of this type is computed from. `edge.types_from` is the same relation the other way round.
create function edge.kinds_behind(p_insight_type text) returns text[]
language sql immutable set search_path = ''
as $$
  select case p_insight_type
    when 'logistics-analyzer' then array['samples']
    when 'events-optimizer' then array['events']
    when 'media-scorer' then array['assets']
    when 'recommendations' then array['assets', 'events', 'samples']
    else array[]::text[]
  end
$$;

revoke execute on function edge.kinds_behind(text) from public;

-- The insight types computed from rows of this kind: those a change to such a row makes stale.
create function edge.types_from(p_kind text) returns text[]
language sql immutable set search_path = ''
as $$
  select case p_kind
    when 'samples' then array['logistics-analyzer', 'recommendations']
    when 'events' then array['events-optimizer', 'recommendations']
    when 'assets' then array['media-scorer', 'recommendations']
  end
$$;

revoke execute on function edge.types_from(text) from public;

-- The age of the data behind a person's insights of one type: the sum of the epochs of its kinds. Each epoch only ever
-- grows, so an unchanged sum means that none of them changed.
create function edge.epoch_of(p_user_id uuid, p_insight_type text) returns bigint
language sql stable set search_path = ''
as $$
  select coalesce(sum(e.epoch), 0)::bigint
  from edge.data_epochs e
  where e.user_id = p_user_id and e.kind = any (edge.kinds_behind(p_insight_type))
$$;

revoke execute on function edge.epoch_of(uuid, text) from public;

-- Slide a person's window to now: what is still inside it, and whether one more admission fits. The clock is read here, while
-- the caller holds the person's row, and never runs behind the latest admission.
create function edge.slide(p_admitted timestamptz[], p_window_s integer, p_limit integer,
  out live timestamptz[], out now timestamptz, out admitted_now boolean)
language plpgsql volatile set search_path = ''
as $$
begin
  now := greatest(clock_timestamp(), p_admitted[cardinality(p_admitted)]);
  live := array(select t from unnest(p_admitted) t where t > now - make_interval(secs => p_window_s) order by t);
  admitted_now := cardinality(live) < p_limit;
end
$$;

revoke execute on function edge.slide(timestamptz[], integer, integer) from public;

-- Whole seconds, at least one, until an admission leaves its window; 0 where there was none.
create function edge.seconds_until(p_admitted timestamptz, p_window_s integer) returns integer
language sql volatile set search_path = ''
as $$
  select coalesce(greatest(1, ceil(extract(epoch from p_admitted + make_interval(secs => p_window_s) - clock_timestamp())))::integer, 0)
$$;

revoke execute on function edge.seconds_until(timestamptz, integer) from public;

-- Send one live event to a private topic, where Realtime is installed. A broadcast is a hint: it is sent with the commit
-- of the change it tells of, and a client that was away reads the rows again.
-- Security definer, because nobody but the database may write to realtime.messages.
create function edge.broadcast(p_topic text, p_event text, p_payload jsonb) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  send text := to_regprocedure('realtime.send(jsonb, text, text, boolean)')::text;
begin
  -- The name is put in at run time: plain Postgres has no schema realtime.
  if send is not null then
    execute format('select %s($1, $2, $3, true)', split_part(send, '(', 1)) using p_payload, p_event, p_topic;
  end if;
end
$$;

revoke execute on function edge.broadcast(text, text, jsonb) from public;

-- Send the events of one statement. Each element of `p_events` is {topic, event, payload}. Up to 20 of one event to one
-- topic are sent one by one, in the order given; more become one summary, {"count": n}: after it a client reads its rows again.
create function edge.announce(p_events jsonb) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  most constant integer := 20;
begin
  if jsonb_array_length(p_events) = 1 then
    perform edge.broadcast(p_events #>> '{0,topic}', p_events #>> '{0,event}', p_events #> '{0,payload}');
    return;
  end if;

  perform edge.broadcast(s.topic, s.event, s.payload)
  from (
    select e.topic, e.event, case when count(*) over w > most then jsonb_build_object('count', count(*) over w) else e.payload end as payload,
      row_number() over (partition by e.topic, e.event order by e.position) as nth, count(*) over w as many, e.position
    from jsonb_array_elements(p_events) with ordinality as raw (event, position),
      lateral (select raw.event ->> 'topic' as topic, raw.event ->> 'event' as event, raw.event -> 'payload' as payload, raw.position) e
    window w as (partition by e.topic, e.event)
  ) s
  where s.many <= most or s.nth = 1
  order by s.position;
end
$$;

revoke execute on function edge.announce(jsonb) from public;

-- These people's rows of this kind changed: forget what was computed from them.
--
-- The epoch is moved first. That takes the lock `edge_record` holds while it keeps an answer, so the delete, which sees
-- what was committed before it began, finds every answer computed from the old rows; an answer that comes later finds a
-- newer epoch. Locks are taken in the order of user ids, so bulk changes cannot deadlock. People being deleted are passed over.
create function edge.invalidate(p_user_ids uuid[], p_kind text) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  -- Nearly always one person whose row is there: the update alone costs a third of the upsert.
  if cardinality(p_user_ids) = 1 then
    update edge.data_epochs e set epoch = e.epoch + 1 where e.user_id = p_user_ids[1] and e.kind = p_kind;
  end if;
  if cardinality(p_user_ids) > 1 or not found then
    insert into edge.data_epochs as e (user_id, kind)
    select u.id, p_kind from auth.users u where u.id = any (p_user_ids) order by u.id
    on conflict (user_id, kind) do update set epoch = e.epoch + 1;
  end if;

  delete from public.assistant_insights i
  where i.user_id = any (p_user_ids) and i.insight_type = any (edge.types_from(p_kind));
end
$$;

revoke execute on function edge.invalidate(uuid[], text) from public;

-- Trigger on a table with a user_id: forget what was computed for these people from rows of the kind in the argument.
create function edge.own_rows_changed() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  owners uuid[];
begin
  if tg_op = 'INSERT' then
    select array_agg(distinct n.user_id) into owners from new_rows n;
  elsif tg_op = 'DELETE' then
    select array_agg(distinct o.user_id) into owners from old_rows o;
  else
    select array_agg(distinct r.user_id) into owners
    from (select user_id from old_rows union all select user_id from new_rows) r;
  end if;

  if owners is not null then
    perform edge.invalidate(owners, tg_argv[0]);
  end if;
  return null;
end
$$;

revoke execute on function edge.own_rows_changed() from public;

-- An answer kept for a while: what an analysis said to one person about one context. Only the service writes here; a change
-- to the rows behind an answer removes it (edge.invalidate), and the purge job removes what has expired.
create table public.assistant_insights (
  id               uuid primary key default gen_random_uuid(),
  user_id          uuid not null references auth.users (id) on delete cascade,
  insight_type     text not null,
  context_id       text not null,
  data             jsonb not null,
  calculated_at    timestamptz not null default now(),
  expires_at       timestamptz not null,
  cache_hit_count  integer not null default 0,
  constraint one_insight_per_context unique (user_id, insight_type, context_id),
  constraint type_is_known check (insight_type in ('logistics-analyzer', 'events-optimizer', 'media-scorer', 'recommendations')),
  constraint context_is_short check (char_length(context_id) <= 200),
  constraint hits_are_not_negative check (cache_hit_count >= 0)
);

comment on column public.assistant_insights.context_id is 'What the answer is about: a hash of the whole validated input.';

create index insights_by_expiry on public.assistant_insights (expires_at);

grant select on public.assistant_insights to authenticated;
grant select, insert, update, delete on public.assistant_insights to service_role;
alter table public.assistant_insights enable row level security;

create policy "people read their own insights, admins everyone's"
  on public.assistant_insights for select to authenticated
  using (user_id = (select auth.uid()) or (select edge.is_admin()));

-- May this person's request go on, and is its answer already kept? One call, one statement.
--
-- The rate limit is a sliding window log: at most `p_limit` admissions in any `p_window_s` seconds, all functions together.
-- The upsert locks the person's row, and the clock is read under that lock, so concurrent requests take turns and the count
-- is exact. A refused request costs nothing of the window. A kept answer that is served counts one hit.
--
-- Answers {allowed, limit, remaining, resetS, retryAfterS, epoch, kept}: resetS is when the window is empty again if nothing
-- more comes, retryAfterS when the next request will be admitted (null if this one was), epoch what edge_record wants to see
-- again, kept {data, calculatedAt} or null. A person who no longer exists is refused, with "unknownUser": true.
create function public.edge_admit(
  p_user_id uuid, p_function text, p_insight_type text default null, p_context_id text default null,
  p_limit integer default 60, p_window_s integer default 60
) returns jsonb
language sql volatile security definer set search_path = ''
as $$
  with turn as (
    insert into edge.rate_limits as r (user_id, window_s, admitted, allowed)
    select u.id, p_window_s, case when p_limit > 0 then array[clock_timestamp()] else '{}' end, p_limit > 0
    from auth.users u where u.id = p_user_id
    on conflict (user_id, window_s) do update set (admitted, allowed) = (
      select case when w.admitted_now then w.live || w.now else w.live end, w.admitted_now
      from edge.slide(r.admitted, p_window_s, p_limit) w)
    returning r.admitted, r.allowed
  ), kept as (
    update public.assistant_insights i set cache_hit_count = i.cache_hit_count + 1
    where i.user_id = p_user_id and i.insight_type = p_insight_type and i.context_id = p_context_id
      and i.expires_at > now() and (select t.allowed from turn t)
    returning i.data, i.calculated_at
  )
  select coalesce(
    (select jsonb_build_object(
      'allowed', t.allowed,
      'limit', p_limit,
      'remaining', greatest(p_limit - cardinality(t.admitted), 0),
      'resetS', edge.seconds_until(t.admitted[cardinality(t.admitted)], p_window_s),
      'retryAfterS', case when not t.allowed then edge.seconds_until(t.admitted[cardinality(t.admitted) - p_limit + 1], p_window_s) end,
      'epoch', edge.epoch_of(p_user_id, p_insight_type),
      'kept', (select jsonb_build_object('data', k.data, 'calculatedAt', k.calculated_at) from kept k)
    ) from turn t),
    jsonb_build_object('allowed', false, 'limit', p_limit, 'remaining', 0, 'resetS', 0, 'retryAfterS', p_window_s,
      'epoch', 0, 'kept', null, 'unknownUser', true))
$$;

revoke execute on function public.edge_admit(uuid, text, text, text, integer, integer) from public, anon, authenticated;
grant execute on function public.edge_admit(uuid, text, text, text, integer, integer) to service_role;

-- After the answer: write the metrics row and, where there is one, keep the answer for `p_ttl_s` seconds.
--
-- `p_epoch` is what edge_admit said. If the person's rows changed since, the answer is already old and is not kept; the share
-- lock makes a change that is still being committed wait or be waited for. A null `p_epoch` says that the answer was computed
-- from the request alone.
create function public.edge_record(
  p_user_id uuid, p_function text, p_request_id uuid, p_status integer, p_duration_ms integer, p_cached boolean,
  p_error_code text default null, p_insight_type text default null, p_context_id text default null,
  p_data jsonb default null, p_ttl_s integer default null, p_epoch bigint default null,
  p_calculated_at timestamptz default null
) returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  -- The account may have been deleted while its request was answered.
  person constant uuid := (select u.id from auth.users u where u.id = p_user_id);
  calculated constant timestamptz := coalesce(p_calculated_at, now());
begin
  insert into edge.requests (request_id, user_id, function, status, duration_ms, cached, error_code)
  values (p_request_id, person, p_function, p_status, p_duration_ms, p_cached, p_error_code);

  if person is null or p_insight_type is null or p_context_id is null or p_data is null or coalesce(p_ttl_s, 0) <= 0 then
    return;
  end if;

  if p_epoch is not null then
    -- A row to lock must exist before the first change, too.
    insert into edge.data_epochs (user_id, kind, epoch)
    select person, k, 0 from unnest(edge.kinds_behind(p_insight_type)) k
    on conflict (user_id, kind) do nothing;
    perform from edge.data_epochs e
    where e.user_id = person and e.kind = any (edge.kinds_behind(p_insight_type))
    order by e.kind for share;
    if edge.epoch_of(person, p_insight_type) <> p_epoch then
      return;
    end if;
  end if;

  insert into public.assistant_insights (user_id, insight_type, context_id, data, calculated_at, expires_at)
  values (person, p_insight_type, p_context_id, p_data, calculated, calculated + make_interval(secs => p_ttl_s))
  on conflict (user_id, insight_type, context_id) do update
    set data = excluded.data, calculated_at = excluded.calculated_at, expires_at = excluded.expires_at, cache_hit_count = 0;
end
$$;

revoke execute on function public.edge_record(uuid, text, uuid, integer, integer, boolean, text, text, text, jsonb, integer, bigint, timestamptz)
  from public, anon, authenticated;
grant execute on function public.edge_record(uuid, text, uuid, integer, integer, boolean, text, text, text, jsonb, integer, bigint, timestamptz)
  to service_role;
