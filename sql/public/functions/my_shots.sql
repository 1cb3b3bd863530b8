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
