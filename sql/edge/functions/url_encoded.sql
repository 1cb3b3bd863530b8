-- A path for a URL: every byte but letters, digits, `-._~` and the slashes percent-encoded (RFC 3986).
create function edge.url_encoded(p_path text) returns text
language plpgsql immutable set search_path = ''
as $$
begin
  return coalesce((
    select string_agg(
      case when c.letter ~ '^[A-Za-z0-9._~/-]$' then c.letter
        else regexp_replace(upper(encode(convert_to(c.letter, 'UTF8'), 'hex')), '(..)', '%\1', 'g') end,
      '' order by c.position)
    from unnest(string_to_array(p_path, null)) with ordinality c (letter, position)), '');
end
$$;

revoke execute on function edge.url_encoded(text) from public;
