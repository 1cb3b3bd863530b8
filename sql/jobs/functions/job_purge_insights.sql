-- Job: remove kept answers that have expired.
create function edge.job_purge_insights() returns bigint
language sql volatile set search_path = ''
as $$
  with gone as (delete from public.assistant_insights where expires_at <= now() returning 1)
  select count(*) from gone
$$;

revoke execute on function edge.job_purge_insights() from public;
