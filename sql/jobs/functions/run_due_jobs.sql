-- Run every job that is due; answers how many ran. Two callers at once share the work: a job somebody runs is passed over.
-- What was missed while nobody called is run once, and the rhythm is kept.
create function edge.run_due_jobs() returns integer
language plpgsql security definer set search_path = ''
as $$
declare
  job edge.jobs;
  ran integer := 0;
begin
  for job in select * from edge.jobs j where j.due_at <= now() order by j.due_at, j.name for update skip locked loop
    perform edge.run_job(job.name);
    update edge.jobs j
    set due_at = job.due_at + job.every * (1 + floor(extract(epoch from now() - job.due_at) / extract(epoch from job.every)))
    where j.name = job.name;
    ran := ran + 1;
  end loop;
  return ran;
end
$$;

revoke execute on function edge.run_due_jobs() from public;
