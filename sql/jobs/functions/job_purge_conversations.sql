-- Job: remove conversations older than their person wants them kept; 90 days where they have not said.
create function edge.job_purge_conversations() returns bigint
language sql volatile set search_path = ''
as $$
  with gone as (
    delete from public.assistant_conversations c
    where c.id in (
      select o.id
      from public.assistant_conversations o left join public.user_preferences p on p.user_id = o.user_id
      where o.created_at < now() - make_interval(days => coalesce(p.conversation_history_retention_days, 90))
      for update of o skip locked)
    returning 1)
  select count(*) from gone
$$;

revoke execute on function edge.job_purge_conversations() from public;
