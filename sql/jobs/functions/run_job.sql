-- Run one job now and write down how it went. A failing job is a row with its error, not a failing caller.
create function edge.run_job(p_name text) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  started constant timestamptz := clock_timestamp();
  touched bigint;
  failure text;
begin
  begin
    execute format('select edge.%I()', 'job_' || p_name) into touched;
  exception when others then
    failure := sqlerrm;
  end;
  insert into edge.job_runs (job, started_at, duration_ms, row_count, error)
  values (p_name, started, extract(epoch from clock_timestamp() - started) * 1000, touched, failure);
end
$$;

revoke execute on function edge.run_job(text) from public;
