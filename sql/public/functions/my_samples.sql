-- The caller's own samples in the wire shape of the analyses: camelCase, absent where null. One JSON value, so that no row
-- cap applies. The filter is written out because an admin's policy would show everyone's.
create function public.my_samples() returns jsonb
language sql stable set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
    'id', s.id,
    'name', s.name,
    'status', s.status,
    'category', s.category,
    'isHero', s.is_hero,
    'priority', s.priority,
    'lookId', s.look_id,
    'etaAt', s.eta_at,
    'dueAt', s.due_at,
    'supplier', s.supplier,
    'setFamily', s.set_family,
    'shootMinutes', s.shoot_minutes,
    'substituteIds', nullif(s.substitute_ids, '{}')
  )) order by s.created_at, s.id), '[]')
  from public.samples s
  where s.user_id = (select auth.uid())
$$;

revoke execute on function public.my_samples() from public, anon;
grant execute on function public.my_samples() to authenticated;
