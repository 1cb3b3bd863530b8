-- Job: remove conversations older than their person wants them kept; 90 days where they have not said.
create function edge.job_purge_conversations() returns bigint
language sql volatile set search_path = ''
as $$
  with gone as (
    delete from public.assistant_conversations c
    where c.created_at < now() - make_interval(days => coalesce(
      (select p.conversation_history_retention_days from public.user_preferences p where p.user_id = c.user_id), 90))
    returning 1)
  select count(*) from gone
$$;

revoke execute on function edge.job_purge_conversations() from public;
