-- The caller's own gallery in the wire shape of the analyses.
create function public.my_assets() returns jsonb
language sql stable set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
    'id', a.id,
    'name', a.name,
    'url', a.url,
    'width', a.width,
    'height', a.height,
    'sharpness', a.sharpness,
    'exposure', a.exposure,
    'noise', a.noise,
    'composition', a.composition,
    'brandMatch', a.brand_match,
    'palette', nullif(a.palette, '{}'),
    'tags', nullif(a.tags, '{}'),
    'lookId', a.look_id,
    'sku', a.sku,
    'shotId', a.shot_id,
    'angle', a.angle,
    'category', a.category,
    'capturedAt', a.captured_at,
    'status', a.status,
    'perceptualHash', a.perceptual_hash
  )) order by a.created_at, a.id), '[]')
  from public.assets a
  where a.user_id = (select auth.uid())
$$;

revoke execute on function public.my_assets() from public, anon;
grant execute on function public.my_assets() to authenticated;
