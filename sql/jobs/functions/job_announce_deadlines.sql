-- Job: tell an event's topic of each open task whose deadline is less than 24 hours away, once per task and deadline.
create function edge.job_announce_deadlines() returns bigint
language plpgsql volatile set search_path = ''
as $$
declare
  news jsonb;
begin
  with announced as (
    insert into edge.announced_deadlines (task_id, deadline_at)
    select t.id, t.deadline_at from public.tasks t
    where t.status <> 'done' and t.deadline_at > now() and t.deadline_at <= now() + interval '24 hours'
    on conflict do nothing
    returning task_id, deadline_at
  )
  select jsonb_agg(jsonb_build_object('topic', 'events:' || t.event_id, 'event', 'deadline_approaching',
    'payload', jsonb_build_object('id', t.id, 'deadlineAt', a.deadline_at)) order by a.deadline_at, t.id)
  into news
  from announced a join public.tasks t on t.id = a.task_id;

  if news is not null then
    perform edge.announce(news);
  end if;
  return coalesce(jsonb_array_length(news), 0);
end
$$;

revoke execute on function edge.job_announce_deadlines() from public;
