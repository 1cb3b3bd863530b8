-- Send one live event to a private topic, where Realtime is installed. A broadcast is a hint: it is sent with the commit
-- of the change it tells of, and a client that was away reads the rows again.
-- Security definer, because nobody but the database may write to realtime.messages.
create function edge.broadcast(p_topic text, p_event text, p_payload jsonb) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  send text := to_regprocedure('realtime.send(jsonb, text, text, boolean)')::text;
begin
  -- The name is put in at run time: plain Postgres has no schema realtime.
  if send is not null then
    execute format('select %s($1, $2, $3, true)', split_part(send, '(', 1)) using p_payload, p_event, p_topic;
  end if;
end
$$;

revoke execute on function edge.broadcast(text, text, jsonb) from public;
