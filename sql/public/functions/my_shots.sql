-- The caller's own shot list in the wire shape of the analyses.
create function public.my_shots() returns jsonb
language sql stable set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
    'id', s.id,
    'name', s.name,
    'lookId', s.look_id,
    'sku', s.sku,
    'angle', s.angle,
    'category', s.category,
    'required', s.required,
    'isHero', s.is_hero,
    'priority', s.priority,
    'dueAt', s.due_at
  )) order by s.created_at, s.id), '[]')
  from public.shots s
  where s.user_id = (select auth.uid())
$$;

revoke execute on function public.my_shots() from public, anon;
grant execute on function public.my_shots() to authenticated;
