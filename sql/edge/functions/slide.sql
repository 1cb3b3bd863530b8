-- Slide a person's window to now: what is still inside it, and whether one more admission fits. The clock is read here, while
-- the caller holds the person's row, and never runs behind the latest admission.
create function edge.slide(p_admitted timestamptz[], p_window_s integer, p_limit integer,
  out live timestamptz[], out now timestamptz, out admitted_now boolean)
language plpgsql volatile set search_path = ''
as $$
begin
  now := greatest(clock_timestamp(), p_admitted[cardinality(p_admitted)]);
  live := array(select t from unnest(p_admitted) t where t > now - make_interval(secs => p_window_s) order by t);
  admitted_now := cardinality(live) < p_limit;
end
$$;

revoke execute on function edge.slide(timestamptz[], integer, integer) from public;
