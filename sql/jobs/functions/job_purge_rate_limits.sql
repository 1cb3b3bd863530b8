-- Job: remove windows with nothing left inside.
create function edge.job_purge_rate_limits() returns bigint
language sql volatile set search_path = ''
as $$
  with gone as (
    delete from edge.rate_limits r
    where (r.user_id, r.window_s) in (
      select o.user_id, o.window_s from edge.rate_limits o
      where cardinality(o.admitted) = 0
        or o.admitted[cardinality(o.admitted)] < clock_timestamp() - make_interval(secs => o.window_s)
      for update skip locked)
    returning 1)
  select count(*) from gone
$$;

revoke execute on function edge.job_purge_rate_limits() from public;
