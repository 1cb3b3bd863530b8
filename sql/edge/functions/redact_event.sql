-- Trigger: store an analytics event without personal data.
-- Security definer, because the writers have no rights in schema edge.
create function edge.redact_event() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  -- The table refuses larger ones anyway; there is no reason to read through them first.
  if octet_length(new.event_data::text) <= 65536 then
    new.event_data := edge.redact(new.event_data);
  else
    raise exception 'event_data is larger than 16384 bytes' using errcode = '23514';
  end if;
  new.event_type := edge.redact_text(new.event_type);
  new.page_route := edge.redact_text(new.page_route);
  new.kit_context := edge.redact_text(new.kit_context);
  return new;
end
$$;

revoke execute on function edge.redact_event() from public;
