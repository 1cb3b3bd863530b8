-- A JSON value without personal data, at any depth: texts and keys by edge.redact_text, numbers that are card numbers, and
-- whatever stands under a key named like a secret or an address. What is nested deeper than 32 levels is not read but dropped.
create function edge.redact(p_value jsonb, p_depth integer default 0) returns jsonb
language plpgsql immutable set search_path = ''
as $$
begin
  if p_depth > 32 then
    return '"[redacted]"'::jsonb;
  end if;
  return case jsonb_typeof(p_value)
    when 'object' then (
      select coalesce(jsonb_object_agg(edge.redact_text(m.key),
        case when edge.names_a_secret(m.key) and m.value <> 'null' then '"[redacted]"'::jsonb else edge.redact(m.value, p_depth + 1) end), '{}')
      from jsonb_each(p_value) m)
    when 'array' then (
      select coalesce(jsonb_agg(edge.redact(e.value, p_depth + 1) order by e.position), '[]')
      from jsonb_array_elements(p_value) with ordinality e (value, position))
    when 'string' then to_jsonb(edge.redact_text(p_value #>> '{}'))
    when 'number' then case when edge.is_card_number(p_value #>> '{}') then '"[card]"'::jsonb else p_value end
    else p_value
  end;
end
$$;

revoke execute on function edge.redact(jsonb, integer) from public;
