-- Is this 13 to 19 digits, perhaps spaced, with a correct check digit (Luhn; ISO/IEC 7812-1)?
create function edge.is_card_number(p_text text) returns boolean
language sql immutable set search_path = ''
as $$
  select d ~ '^[1-9][0-9]{12,18}$' and coalesce((
    select sum(case when i % 2 = 1 then n when n > 4 then 2 * n - 9 else 2 * n end) % 10 = 0
    from unnest(string_to_array(reverse(d), null)::integer[]) with ordinality as digit (n, i)), false)
  from (select case when p_text ~ '^[0-9]([ -]?[0-9])+$' then regexp_replace(p_text, '[ -]', '', 'g') else '' end) as bare (d)
$$;

revoke execute on function edge.is_card_number(text) from public;
