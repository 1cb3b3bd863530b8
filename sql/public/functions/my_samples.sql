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
