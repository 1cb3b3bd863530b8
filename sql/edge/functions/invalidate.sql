-- These people's rows of this kind changed: note it, for edge.forget to act on when this transaction commits. The note is a
-- setting of the transaction's own, `<person><kind>;` for each; a savepoint that is rolled back takes its notes with it. Answers
-- all of it.
create function edge.invalidate(p_user_ids uuid[], p_kind text) returns text
language plpgsql security definer set search_path = ''
as $$
declare
  so_far constant text := coalesce(current_setting('edge.changes', true), '');
  note constant text := coalesce(nullif(array_to_string(p_user_ids, p_kind || ';'), '') || p_kind || ';', '');
begin
  return case when strpos(so_far, note) > 0 then so_far else set_config('edge.changes', so_far || note, true) end;
end
$$;

revoke execute on function edge.invalidate(uuid[], text) from public;
