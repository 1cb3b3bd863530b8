-- Job: remove analytics events older than 13 months, enough to compare a month with the same one a year before.
create function edge.job_purge_analytics() returns bigint
language sql volatile set search_path = ''
as $$
  with gone as (
    delete from public.analytics_events a
    where a.id in (select o.id from public.analytics_events o where o.created_at < now() - interval '13 months' for update skip locked)
    returning 1)
  select count(*) from gone
$$;

revoke execute on function edge.job_purge_analytics() from public;
