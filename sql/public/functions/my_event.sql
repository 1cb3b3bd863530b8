-- One event the caller works on, with its tasks and crew, in the wire shape of the analyses; null where there is none.
create function public.my_event(p_event_id uuid) returns jsonb
language sql stable set search_path = ''
as $$
  select jsonb_strip_nulls(jsonb_build_object(
    'id', e.id,
    'name', e.name,
    'startsAt', e.starts_at,
    'showAt', e.show_at,
    'endsAt', e.ends_at,
    'deadlineAt', e.deadline_at,
    'timeZone', e.time_zone,
    'resources', nullif(e.resources, '[]'),
    'calendar', e.calendar,
    'access', case when e.access_from is not null then jsonb_build_object('from', e.access_from, 'to', e.access_to) end,
    'tasks', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'id', t.id,
        'name', t.name,
        'durationMinutes', t.duration_minutes,
        'optimisticMinutes', t.optimistic_minutes,
        'pessimisticMinutes', t.pessimistic_minutes,
        'dependencies', nullif(t.dependencies, '[]'),
        'status', t.status,
        'percentComplete', t.percent_complete,
        'actualStart', t.actual_start,
        'actualFinish', t.actual_finish,
        'startNoEarlierThan', t.start_no_earlier_than,
        'finishNoLaterThan', t.deadline_at,
        'ownerId', t.owner_id,
        'phase', t.phase,
        'location', t.location,
        'staff', nullif(t.staff, '[]'),
        'demands', nullif(t.demands, '{}')
      ) order by t.created_at, t.id), '[]')
      from public.tasks t where t.event_id = e.id),
    'crew', (
      select jsonb_agg(jsonb_build_object(
        'id', c.id,
        'name', c.name,
        'roles', c.roles,
        'availableFrom', c.available_from,
        'availableTo', c.available_to,
        'assignedTo', nullif(c.assigned_to, '{}')
      ) order by c.created_at, c.id)
      from public.crew_assignments c where c.event_id = e.id)
  ))
  from public.events e
  where e.id = p_event_id and e.id in (select edge.my_event_ids())
$$;

revoke execute on function public.my_event(uuid) from public, anon;
grant execute on function public.my_event(uuid) to authenticated;
