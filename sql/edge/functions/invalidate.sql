-- These people's rows of this kind changed: note it, for edge.forget_at_commit to act on. The note is a setting of the
-- transaction's own; a savepoint that is rolled back takes its notes with it. Where that trigger has been called already, as when
-- somebody makes constraints immediate, nobody would read the note: then it is acted on at once. Answers all
-- notes: what is answered needs no statement, which a change of one row would feel.
create function edge.invalidate(p_user_ids uuid[], p_kind text) returns text
language plpgsql security definer set search_path = ''
as $$
declare
  so_far constant text := coalesce(current_setting('edge.changes', true), '');
  note constant text := nullif(array_to_string(p_user_ids, p_kind || ';'), '') || p_kind || ';';
begin
  if so_far = '!' and note is not null then
    perform edge.forget(note);
  end if;
  return case when so_far <> '!' and strpos(so_far, note) = 0 then set_config('edge.changes', so_far || note, true) else so_far end;
end
$$;

revoke execute on function edge.invalidate(uuid[], text) from public;
