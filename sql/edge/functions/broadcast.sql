-- Send one live event to a private topic, where Realtime is installed. A broadcast is a hint: it is sent with the commit
-- of the change it tells of, and a client that was away reads the rows again.
-- Security definer, because nobody but the database may write to realtime.messages.
create function edge.broadcast(p_topic text, p_event text, p_payload jsonb) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  -- Plain Postgres has no such function; there this statement is never planned. Asking by name alone costs a quarter of
  -- asking by name and arguments, and says null when there are two of the name.
  if coalesce(to_regproc('realtime.send')::oid, to_regprocedure('realtime.send(jsonb, text, text, boolean)')::oid) is not null then
    perform realtime.send(p_payload, p_event, p_topic, true);
  end if;
end
$$;

revoke execute on function edge.broadcast(text, text, jsonb) from public;
