-- The kinds of rows an insight of this type is computed from. `edge.types_from` is the same relation the other way round.
create function edge.kinds_behind(p_insight_type text) returns text[]
language plpgsql immutable set search_path = ''
as $$
begin
  return case p_insight_type
    when 'logistics-analyzer' then array['samples']
    when 'events-optimizer' then array['events']
    when 'media-scorer' then array['assets']
    when 'recommendations' then array['assets', 'events', 'samples']
    else array[]::text[]
  end;
end
$$;

revoke execute on function edge.kinds_behind(text) from public;
