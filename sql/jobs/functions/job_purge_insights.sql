-- Job: remove kept answers that have expired. One that somebody holds is left for the next time, here as in every job that
-- removes rows: who changes things waits for no job, nor a job for them, and none of them in a circle.
create function edge.job_purge_insights() returns bigint
language sql volatile set search_path = ''
as $$
  with gone as (
    delete from public.assistant_insights i
    where i.id in (select e.id from public.assistant_insights e where e.expires_at <= now() for update skip locked)
    returning 1)
  select count(*) from gone
$$;

revoke execute on function edge.job_purge_insights() from public;
