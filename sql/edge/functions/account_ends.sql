-- Trigger on auth.users: what a foreign key cannot do when an account ends, whoever ends it. Its files in Storage are queued:
-- Storage forbids deleting their rows, and only its own API removes the bytes. Analytics stay without the session that would
-- join them up again.
--
-- The epochs of the person, and of everybody whose events they are on, are locked here in the one order in which edge.forget
-- takes them: the account takes its own along while everything that hangs on it is still being removed.
create function edge.account_ends() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform from edge.data_epochs e
  where e.user_id = old.id or e.kind = 'events' and e.user_id = any (edge.people_on(array(
    select v.id from public.events v where v.user_id = old.id
    union all
    select m.event_id from public.event_members m where m.user_id = old.id)))
  order by e.user_id, e.kind for update;

  insert into edge.file_removals (bucket_id, name)
  select f.bucket_id, f.name from edge.files_of(old.id) f
  on conflict do nothing;

  update public.analytics_events set session_id = null where user_id = old.id;
  return old;
end
$$;

revoke execute on function edge.account_ends() from public;
