-- The caller's own gallery in the wire shape of the analyses.
create function public.my_assets() returns json
language plpgsql stable set search_path = ''
as $$
begin
  return (
    select coalesce(json_agg(json_strip_nulls(row_to_json(wire)) order by a.created_at, a.id), '[]')
    from public.assets a, lateral (select
      a.id,
      a.name,
      a.url,
      a.width,
      a.height,
      a.sharpness,
      a.exposure,
      a.noise,
      a.composition,
      a.brand_match as "brandMatch",
      nullif(a.palette, '{}') as palette,
      nullif(a.tags, '{}') as tags,
      a.look_id as "lookId",
      a.sku,
      a.shot_id as "shotId",
      a.angle,
      a.category,
      a.captured_at as "capturedAt",
      a.status,
      a.perceptual_hash as "perceptualHash"
    ) wire
    where a.user_id = (select auth.uid()));
end
$$;

revoke execute on function public.my_assets() from public, anon;
grant execute on function public.my_assets() to authenticated;
