-- Constraint trigger: forget what was computed from the rows that this transaction changed. Called at commit for each row; the
-- first call does it for all, and says so by a `!` in place of the notes.
--
-- At commit, because only then is everything known that will be locked, and can be locked in one order. Were it done change by
-- change, transactions that touch the same people in another order would wait for each other; and a member who leaves, or an
-- event that ends, is several changes in one statement.
create function edge.forget_at_commit() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  noted constant text := coalesce(current_setting('edge.changes', true), '');
begin
  if noted <> '!' and set_config('edge.changes', '!', true) = '!' and noted <> '' then
    perform edge.forget(noted);
  end if;
  return null;
end
$$;

revoke execute on function edge.forget_at_commit() from public;
