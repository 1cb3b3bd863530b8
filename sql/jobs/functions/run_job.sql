-- Run one job now and write down how it went. A failing job is a row with its error, not a failing caller; so is one that is
-- cancelled or takes longer than the server allows, which `others` does not name.
-- A job answers how many rows it touched, or {row_count, note} where there is more to say.
create function edge.run_job(p_name text) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  started constant timestamptz := clock_timestamp();
  answer jsonb;
  failure text;
begin
  begin
    execute format('select to_jsonb(j) from edge.%I() j', 'job_' || p_name) into answer;
  exception when query_canceled or assert_failure or others then
    failure := sqlerrm;
  end;
  insert into edge.job_runs (job, started_at, duration_ms, row_count, note, error)
  values (p_name, started, extract(epoch from clock_timestamp() - started) * 1000,
    coalesce(answer ->> 'row_count', answer #>> '{}')::bigint, answer ->> 'note', failure);
end
$$;

revoke execute on function edge.run_job(text) from public;
