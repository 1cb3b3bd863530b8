-- Trigger: a task leaves an event only by the hand of the event's owner, who alone may remove it. A policy sees where a task goes,
-- but not where it comes from.
-- Security definer, because the caller's own policies would answer for them.
create function edge.task_leaves() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  me constant uuid := auth.uid();
begin
  if new.event_id <> old.event_id and me is not null
    and not exists (select from public.events e where e.id = old.event_id and e.user_id = me)
  then
    raise exception 'only the owner of an event takes tasks from it' using errcode = '42501';
  end if;
  return new;
end
$$;

revoke execute on function edge.task_leaves() from public;
