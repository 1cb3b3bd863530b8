-- Job: look for references inside lists that lead nowhere. Replaces what the check before found.
create function edge.job_check_integrity() returns bigint
language plpgsql volatile set search_path = ''
as $$
declare
  found_now bigint;
begin
  delete from edge.integrity_findings;

  insert into edge.integrity_findings (finding, subject, refers_to)
  select 'substitute is not a sample of the same owner', s.id, r::text
  from public.samples s, unnest(s.substitute_ids) r
  where not exists (select from public.samples o where o.id = r and o.user_id = s.user_id)
  union all
  select 'dependency is not a task of the same event', t.id, d.task_id
  from public.tasks t,
    lateral (select coalesce(e ->> 'taskId', e #>> '{}') as task_id from jsonb_array_elements(t.dependencies) e) d
  where not exists (select from public.tasks o where o.id::text = d.task_id and o.event_id = t.event_id)
  union all
  select 'crew is assigned to a task of another event', c.id, r::text
  from public.crew_assignments c, unnest(c.assigned_to) r
  where not exists (select from public.tasks o where o.id = r and o.event_id = c.event_id)
  union all
  select 'task is owned by somebody who is not on its event', t.id, t.owner_id::text
  from public.tasks t
  where t.owner_id is not null and not edge.works_on(t.owner_id, t.event_id);

  get diagnostics found_now = row_count;
  return found_now;
end
$$;

revoke execute on function edge.job_check_integrity() from public;
