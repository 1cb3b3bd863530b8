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
