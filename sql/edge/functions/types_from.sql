-- The insight types computed from rows of this kind: those a change to such a row makes stale.
create function edge.types_from(p_kind text) returns text[]
language plpgsql immutable set search_path = ''
as $$
begin
  return case p_kind
    when 'samples' then array['logistics-analyzer', 'recommendations']
    when 'events' then array['events-optimizer', 'recommendations']
    when 'assets' then array['media-scorer', 'recommendations']
  end;
end
$$;

revoke execute on function edge.types_from(text) from public;
