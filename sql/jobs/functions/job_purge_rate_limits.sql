-- Job: remove windows with nothing left inside.
create function edge.job_purge_rate_limits() returns bigint
language sql volatile set search_path = ''
as $$
  with gone as (
    delete from edge.rate_limits r
    where cardinality(r.admitted) = 0
      or r.admitted[cardinality(r.admitted)] < clock_timestamp() - make_interval(secs => r.window_s)
    returning 1)
  select count(*) from gone
$$;

revoke execute on function edge.job_purge_rate_limits() from public;
