-- Trigger on auth.users: what a foreign key cannot do when an account ends, whoever ends it. Its files in Storage are queued:
-- Storage forbids deleting their rows, and only its own API removes the bytes. Analytics stay without the session that would
-- join them up again.
create function edge.account_ends() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  insert into edge.file_removals (bucket_id, name)
  select f.bucket_id, f.name from edge.files_of(old.id) f
  on conflict do nothing;

  update public.analytics_events set session_id = null where user_id = old.id;
  return old;
end
$$;

revoke execute on function edge.account_ends() from public;
