-- Job: remove metrics and job runs older than 90 days, announced deadlines that are over, and pg_cron's own log.
create function edge.job_purge_logs() returns bigint
language plpgsql volatile set search_path = ''
as $$
declare
  cron_log constant regclass := to_regclass('cron.job_run_details');
  gone bigint;
  total bigint := 0;
begin
  delete from edge.requests where created_at < now() - interval '90 days';
  get diagnostics gone = row_count;
  total := total + gone;

  delete from edge.job_runs where started_at < now() - interval '90 days';
  get diagnostics gone = row_count;
  total := total + gone;

  delete from edge.announced_deadlines a
  where (a.task_id, a.deadline_at) in (
    select o.task_id, o.deadline_at from edge.announced_deadlines o where o.deadline_at < now() for update skip locked);
  get diagnostics gone = row_count;
  total := total + gone;

  if cron_log is not null then
    execute format('delete from %s where end_time < now() - interval ''7 days''', cron_log);
    get diagnostics gone = row_count;
    total := total + gone;
  end if;
  return total;
end
$$;

revoke execute on function edge.job_purge_logs() from public;
