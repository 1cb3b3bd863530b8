-- The catalogue of packages in the wire shape of the analyses; the same for everybody.
create function public.my_packages() returns jsonb
language sql stable set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
    'id', p.id,
    'name', p.name,
    'category', p.category,
    'description', p.description,
    'price', p.price,
    'currency', p.currency,
    'inclusions', p.inclusions,
    'leadTimeDays', p.lead_time_days,
    'available', p.available,
    'timesOffered', p.times_offered,
    'timesAccepted', p.times_accepted
  )) order by p.slug), '[]')
  from public.packages p
$$;

revoke execute on function public.my_packages() from public, anon;
grant execute on function public.my_packages() to authenticated;
