-- What the analyses load is written as json, and its plan is kept. They answer another type now, so they cannot be replaced in place.
drop function public.chat_material(text[], uuid, jsonb, text);
drop function public.feature_uses(uuid);
drop function public.my_event(uuid);
drop function public.my_packages();
drop function public.my_shots();
drop function public.my_assets();
drop function public.my_samples();

-- The caller's own samples in the wire shape of the analyses: camelCase, absent where null. One JSON value, so that no row
-- cap applies; json and not jsonb, as it is only written, which is three times faster. The filter is written out because an
-- admin's policy would show everyone's.
create function public.my_samples() returns json
language plpgsql stable set search_path = ''
as $$
begin
  return (
    select coalesce(json_agg(json_strip_nulls(row_to_json(wire)) order by s.created_at, s.id), '[]')
    from public.samples s, lateral (select
      s.id,
      s.name,
      s.status,
      s.category,
      s.is_hero as "isHero",
      s.priority,
      s.look_id as "lookId",
      s.eta_at as "etaAt",
      s.due_at as "dueAt",
      s.supplier,
      s.set_family as "setFamily",
      s.shoot_minutes as "shootMinutes",
      nullif(s.substitute_ids, '{}') as "substituteIds"
    ) wire
    where s.user_id = (select auth.uid()));
end
$$;

revoke execute on function public.my_samples() from public, anon;
grant execute on function public.my_samples() to authenticated;

-- The caller's own gallery in the wire shape of the analyses.
create function public.my_assets() returns json
language plpgsql stable set search_path = ''
as $$
begin
  return (
    select coalesce(json_agg(json_strip_nulls(row_to_json(wire)) order by a.created_at, a.id), '[]')
    from public.assets a, lateral (select
      a.id,
      a.name,
      a.url,
      a.width,
      a.height,
      a.sharpness,
      a.exposure,
      a.noise,
      a.composition,
      a.brand_match as "brandMatch",
      nullif(a.palette, '{}') as palette,
      nullif(a.tags, '{}') as tags,
      a.look_id as "lookId",
      a.sku,
      a.shot_id as "shotId",
      a.angle,
      a.category,
      a.captured_at as "capturedAt",
      a.status,
      a.perceptual_hash as "perceptualHash"
    ) wire
    where a.user_id = (select auth.uid()));
end
$$;

revoke execute on function public.my_assets() from public, anon;
grant execute on function public.my_assets() to authenticated;

-- The caller's own shot list in the wire shape of the analyses.
create function public.my_shots() returns json
language plpgsql stable set search_path = ''
as $$
begin
  return (
    select coalesce(json_agg(json_strip_nulls(row_to_json(wire)) order by s.created_at, s.id), '[]')
    from public.shots s, lateral (select
      s.id,
      s.name,
      s.look_id as "lookId",
      s.sku,
      s.angle,
      s.category,
      s.required,
      s.is_hero as "isHero",
      s.priority,
      s.due_at as "dueAt"
    ) wire
    where s.user_id = (select auth.uid()));
end
$$;

revoke execute on function public.my_shots() from public, anon;
grant execute on function public.my_shots() to authenticated;

-- The catalogue of packages in the wire shape of the analyses; the same for everybody.
create function public.my_packages() returns json
language plpgsql stable set search_path = ''
as $$
begin
  return (
    select coalesce(json_agg(json_strip_nulls(row_to_json(wire)) order by p.slug), '[]')
    from public.packages p, lateral (select
      p.id,
      p.name,
      p.category,
      p.description,
      p.price,
      p.currency,
      p.inclusions,
      p.lead_time_days as "leadTimeDays",
      p.available,
      p.times_offered as "timesOffered",
      p.times_accepted as "timesAccepted"
    ) wire);
end
$$;

revoke execute on function public.my_packages() from public, anon;
grant execute on function public.my_packages() to authenticated;

-- One event the caller works on, with its tasks and crew, in the wire shape of the analyses; null where there is none.
create function public.my_event(p_event_id uuid) returns json
language plpgsql stable set search_path = ''
as $$
begin
  return (
    select json_strip_nulls(row_to_json(wire))
    from public.events e, lateral (select
      e.id,
      e.name,
      e.starts_at as "startsAt",
      e.show_at as "showAt",
      e.ends_at as "endsAt",
      e.deadline_at as "deadlineAt",
      e.time_zone as "timeZone",
      nullif(e.resources, '[]') as resources,
      e.calendar,
      case when e.access_from is not null then json_build_object('from', e.access_from, 'to', e.access_to) end as access,
      (
        select coalesce(json_agg(row_to_json(task) order by t.created_at, t.id), '[]')
        from public.tasks t, lateral (select
          t.id,
          t.name,
          t.duration_minutes as "durationMinutes",
          t.optimistic_minutes as "optimisticMinutes",
          t.pessimistic_minutes as "pessimisticMinutes",
          nullif(t.dependencies, '[]') as dependencies,
          t.status,
          t.percent_complete as "percentComplete",
          t.actual_start as "actualStart",
          t.actual_finish as "actualFinish",
          t.start_no_earlier_than as "startNoEarlierThan",
          t.deadline_at as "finishNoLaterThan",
          t.owner_id as "ownerId",
          t.phase,
          t.location,
          nullif(t.staff, '[]') as staff,
          nullif(t.demands, '{}') as demands
        ) task
        where t.event_id = e.id
      ) as tasks,
      (
        select json_agg(row_to_json(person) order by c.created_at, c.id)
        from public.crew_assignments c, lateral (select
          c.id,
          c.name,
          c.roles,
          c.available_from as "availableFrom",
          c.available_to as "availableTo",
          nullif(c.assigned_to, '{}') as "assignedTo"
        ) person
        where c.event_id = e.id
      ) as crew
    ) wire
    where e.id = p_event_id and e.id in (select edge.my_event_ids()));
end
$$;

revoke execute on function public.my_event(uuid) from public, anon;
grant execute on function public.my_event(uuid) to authenticated;

-- What a person used of the product, the latest thousand, in the wire shape of the analyses; row-level security lets people
-- read their own and admins all. A use names its feature, or else the page it happened on.
create function public.feature_uses(p_user_id uuid default auth.uid()) returns json
language plpgsql stable set search_path = ''
as $$
begin
  return (
    select coalesce(json_agg(json_strip_nulls(row_to_json(used)) order by used.at), '[]')
    from (
      select
        left(coalesce(e.event_data ->> 'feature', e.page_route), 500) as feature,
        e.created_at as at,
        case e.event_type when 'recommendation_accepted' then true when 'recommendation_declined' then false end as accepted
      from public.analytics_events e
      where e.user_id = p_user_id
        and coalesce(e.event_data ->> 'feature', e.page_route) is not null
      order by e.created_at desc
      limit 1000
    ) used);
end
$$;

revoke execute on function public.feature_uses(uuid) from public, anon;
grant execute on function public.feature_uses(uuid) to authenticated;

-- What the assistant answers one message from, in one call: the last five exchanges of the session (not where `p_session_id`
-- is null: the request brought its own), oldest first, and the rows of the kinds in `p_wanted`: samples, event, assets,
-- shots, packages, uses. What was not wanted is null.
--
-- A message that leans on the one before ("and tomorrow?") is only understood with it. `p_by_skill` says which kinds each
-- skill wants; those of the skill that answered last in the session are read too, so that it takes no second call.
--
-- The event is the one of whose name most words are said, in the message or in those it leans on; else the one nearest that is
-- not over; else the last.
create function public.chat_material(
  p_wanted text[], p_session_id uuid default null, p_by_skill jsonb default null, p_message text default null
) returns json
language plpgsql stable set search_path = ''
as $$
begin
  return (
    with exchanges as materialized (
      select c.id, c.created_at, c.message, c.response ->> 'content' as answer, c.skill_used
      from public.assistant_conversations c
      where c.session_id = p_session_id and c.user_id = (select auth.uid())
      order by c.created_at desc, c.id desc
      limit 5
    ), wanted as materialized (
      select
        p_wanted || array(
          select jsonb_array_elements_text(p_by_skill -> (
            select x.skill_used from exchanges x where p_by_skill ? x.skill_used order by x.created_at desc, x.id desc limit 1))
        ) as kinds,
        regexp_split_to_array(lower(concat_ws(' ', p_message,
          (select string_agg(x.message, ' ') from exchanges x where p_by_skill is not null))), '\W+') as words
    )
    select json_build_object(
      'history', case when p_session_id is not null then (
        select coalesce(json_agg(turn.said order by x.created_at, x.id, turn.place), '[]')
        from exchanges x cross join lateral (values
          (1, json_build_object('role', 'user', 'content', x.message)),
          (2, json_build_object('role', 'assistant', 'content', coalesce(x.answer, '')))) turn (place, said)) end,
      'samples', case when 'samples' = any (w.kinds) then public.my_samples() end,
      'event', case when 'event' = any (w.kinds) then public.my_event((
        select e.id
        from public.events e
        cross join lateral (select coalesce(e.show_at, e.ends_at, e.deadline_at, e.starts_at) as moment) shown
        cross join lateral (
          select count(*) as words from regexp_split_to_table(lower(e.name), '\W+') word
          where char_length(word) > 3 and word = any (w.words)) named
        where e.id in (select edge.my_event_ids())
        order by named.words desc, (coalesce(e.ends_at, e.show_at, e.deadline_at) < now()) is true,
          abs(extract(epoch from shown.moment - now())), e.id
        limit 1)) end,
      'assets', case when 'assets' = any (w.kinds) then public.my_assets() end,
      'shots', case when 'shots' = any (w.kinds) then public.my_shots() end,
      'packages', case when 'packages' = any (w.kinds) then public.my_packages() end,
      'uses', case when 'uses' = any (w.kinds) then public.feature_uses() end)
    from wanted w);
end
$$;

revoke execute on function public.chat_material(text[], uuid, jsonb, text) from public, anon;
grant execute on function public.chat_material(text[], uuid, jsonb, text) to authenticated;
