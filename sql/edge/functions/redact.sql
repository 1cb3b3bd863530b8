-- A JSON value without personal data, at any depth: texts and keys by edge.redact_text, numbers that are card numbers, and
-- whatever stands under a key named like a secret or an address.
create function edge.redact(p_value jsonb) returns jsonb
language plpgsql immutable set search_path = ''
as $$
begin
  return case jsonb_typeof(p_value)
    when 'object' then (
      select coalesce(jsonb_object_agg(edge.redact_text(m.key),
        case when edge.names_a_secret(m.key) and m.value <> 'null' then '"[redacted]"' else edge.redact(m.value) end), '{}')
      from jsonb_each(p_value) m)
    when 'array' then (
      select coalesce(jsonb_agg(edge.redact(e.value) order by e.position), '[]')
      from jsonb_array_elements(p_value) with ordinality e (value, position))
    when 'string' then to_jsonb(edge.redact_text(p_value #>> '{}'))
    when 'number' then case when edge.is_card_number(p_value #>> '{}') then '"[card]"' else p_value end
    else p_value
  end;
end
$$;

revoke execute on function edge.redact(jsonb) from public;
