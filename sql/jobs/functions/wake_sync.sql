-- Wake the function `sync`, which works through queues, if the hooks of this job find something waiting. Answers how much, and
-- what was done about it.
create function edge.wake_sync(p_job text, out row_count bigint, out note text)
language plpgsql volatile set search_path = ''
as $$
declare
  hooks bigint;
  waiting bigint;
begin
  select h.hooks, h.waiting into hooks, waiting from edge.run_hooks(p_job) h;
  row_count := waiting;
  if hooks = 0 then
    note := 'nothing is attached';
  elsif waiting = 0 then
    note := 'nothing is waiting';
  else
    note := (select c.note from edge.call_project('POST', 'functions/v1/sync/tick', jsonb_build_object('job', p_job)) c);
  end if;
end
$$;

revoke execute on function edge.wake_sync(text) from public;
