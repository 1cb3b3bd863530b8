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
  if noted = '!' or set_config('edge.changes', '!', true) <> '!' or noted = '' then
    return null;
  elsif strpos(noted, ';') < length(noted) then
    perform edge.forget(noted);
    return null;
  end if;

  -- One kind of one person's rows, as nearly always: the same without lists.
  update edge.data_epochs e set epoch = e.epoch + 1
  where e.user_id = left(noted, 36)::uuid and e.kind = substr(noted, 37, length(noted) - 37);
  if not found then
    perform edge.forget(noted);
  elsif exists (select from public.assistant_insights i where i.user_id = left(noted, 36)::uuid) then
    delete from public.assistant_insights i
    where i.id in (
      select k.id from public.assistant_insights k
      where k.user_id = left(noted, 36)::uuid and k.insight_type = any (edge.types_from(substr(noted, 37, length(noted) - 37)))
      order by k.id for update);
  end if;
  return null;
end
$$;

revoke execute on function edge.forget_at_commit() from public;
