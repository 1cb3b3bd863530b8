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
