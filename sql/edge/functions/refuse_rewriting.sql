-- Trigger: even the tables' owner changes nothing of a conversation but a thumb that was not yet given.
create function edge.refuse_rewriting() returns trigger
language plpgsql set search_path = ''
as $$
begin
  if old.helpful is not null or to_jsonb(new) - 'helpful' <> to_jsonb(old) - 'helpful' then
    raise exception 'a conversation is not changed once it is written' using errcode = '42501';
  end if;
  return new;
end
$$;

revoke execute on function edge.refuse_rewriting() from public;
