-- Whole seconds, at least one, until an admission leaves its window; 0 where there was none.
create function edge.seconds_until(p_admitted timestamptz, p_window_s integer) returns integer
language plpgsql volatile set search_path = ''
as $$
begin
  return coalesce(greatest(1, ceil(extract(epoch from p_admitted + make_interval(secs => p_window_s) - clock_timestamp()))), 0);
end
$$;

revoke execute on function edge.seconds_until(timestamptz, integer) from public;
