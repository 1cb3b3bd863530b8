-- Everything kept about the caller, table by table (GDPR, articles 15 and 20), and the names of their files in Storage, from where
-- they are downloaded. A test fails when a table that refers to people is missing here.
-- Security definer, because parts of it are in tables nobody reads; each of them is asked for the caller's id alone.
create function public.export_my_data() returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  me constant uuid := (select u.id from auth.users u where u.id = (select auth.uid()));
begin
  if me is null then
    raise exception 'sign in to export your data' using errcode = 'PT401';
  end if;

  return jsonb_build_object(
    'exportedAt', now(),
    'account', (select jsonb_build_object('id', u.id, 'email', u.a -> 'email', 'phone', u.a -> 'phone',
        'createdAt', u.a -> 'created_at', 'metadata', u.a -> 'raw_user_meta_data')
      from (select id, to_jsonb(users) as a from auth.users) u where u.id = me),
    'samples', (select coalesce(jsonb_agg(t order by t.created_at, t.id), '[]') from public.samples t where t.user_id = me),
    'events', (select coalesce(jsonb_agg(t order by t.created_at, t.id), '[]') from public.events t where t.user_id = me),
    'event_members', (select coalesce(jsonb_agg(t order by t.event_id), '[]') from public.event_members t where t.user_id = me),
    'tasks', (select coalesce(jsonb_agg(t order by t.created_at, t.id), '[]') from public.tasks t
      where t.owner_id = me or t.event_id in (select e.id from public.events e where e.user_id = me)),
    'crew_assignments', (select coalesce(jsonb_agg(t order by t.created_at, t.id), '[]') from public.crew_assignments t
      where t.event_id in (select e.id from public.events e where e.user_id = me)),
    'assets', (select coalesce(jsonb_agg(t order by t.created_at, t.id), '[]') from public.assets t where t.user_id = me),
    'shots', (select coalesce(jsonb_agg(t order by t.created_at, t.id), '[]') from public.shots t where t.user_id = me),
    'assistant_conversations', (select coalesce(jsonb_agg(t order by t.created_at, t.id), '[]')
      from public.assistant_conversations t where t.user_id = me),
    'assistant_insights', (select coalesce(jsonb_agg(t order by t.calculated_at, t.id), '[]')
      from public.assistant_insights t where t.user_id = me),
    'user_preferences', (select coalesce(jsonb_agg(t), '[]') from public.user_preferences t where t.user_id = me),
    'analytics_events', (select coalesce(jsonb_agg(t order by t.created_at, t.id), '[]')
      from public.analytics_events t where t.user_id = me),
    'requests', (select coalesce(jsonb_agg(t order by t.id), '[]') from edge.requests t where t.user_id = me),
    'rate_limits', (select coalesce(jsonb_agg(t order by t.window_s), '[]') from edge.rate_limits t where t.user_id = me),
    'data_epochs', (select coalesce(jsonb_agg(t order by t.kind), '[]') from edge.data_epochs t where t.user_id = me),
    'files', (select coalesce(jsonb_agg(t order by t.bucket_id, t.name), '[]') from edge.files_of(me) t)
  );
end
$$;

revoke execute on function public.export_my_data() from public, anon;
grant execute on function public.export_my_data() to authenticated;
