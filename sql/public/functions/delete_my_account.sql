-- Delete the caller's account and everything that is theirs (GDPR, article 17): what refers to the account goes with it by
-- foreign key, their events with everybody's tasks on them included. Analytics and metrics rows stay without a user and without
-- the session that would join them up again (edge.account_ends). Answers how many files in Storage are still to be removed: the
-- job remove_files has Storage do that.
-- Security definer, because nobody may delete from auth.users; only the id of the verified token is used, and it must exist.
create function public.delete_my_account() returns integer
language plpgsql volatile security definer set search_path = ''
as $$
declare
  me constant uuid := (select u.id from auth.users u where u.id = (select auth.uid()));
  files integer;
begin
  if me is null then
    raise exception 'sign in to delete your account' using errcode = 'PT401';
  end if;

  files := (select count(*) from edge.files_of(me));
  delete from auth.users where id = me;
  return files;
end
$$;

revoke execute on function public.delete_my_account() from public, anon;
grant execute on function public.delete_my_account() to authenticated;
