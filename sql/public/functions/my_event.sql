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
