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
