-- A text without card numbers: 13 to 19 digits in one piece, in fours, or as American Express and Diners print them, with a right
-- check digit. Every group of digits is tried as the first of one, and the longest number from there is taken: an amount before
-- a card or a security code behind it must not hide it. Then what stands alone in any other grouping.
create function edge.redact_cards(p_text text) returns text
language plpgsql immutable set search_path = ''
as $$
declare
  pieces text[]; -- Digits and what is between them, in turns.
  clean text := '';
  at integer := 1;
  last integer;
  next_group integer;
  shape text;
  number text;
begin
  if (p_text ~ '[0-9]([ .-]?[0-9]){12}') is not true then
    return p_text;
  end if;

  pieces := array(select m[1] from regexp_matches(p_text, '[0-9]+|[^0-9]+', 'g') m);
  while at <= cardinality(pieces) loop
    last := null;
    if pieces[at] ~ '^[0-9]' and (at = 1 or pieces[at - 1] !~ '[[:alpha:]+]$') then
      next_group := at;
      shape := '';
      number := '';
      while shape = '' or length(shape) < 10 and pieces[next_group - 1] in (' ', '-', '.') and pieces[next_group - 1] = pieces[at + 1] loop
        shape := shape || '-' || length(pieces[next_group]);
        number := number || pieces[next_group];
        if shape ~ '^-(1[3-9]|4-4-4-[1-4]|4-4-4-4-[1-3]|4-6-[45])$' and coalesce(pieces[next_group + 1], '') !~ '^[[:alpha:]]'
          and edge.is_card_number(number)
        then
          last := next_group;
        end if;
        next_group := next_group + 2;
        exit when next_group > cardinality(pieces);
      end loop;
    end if;
    clean := clean || case when last is null then pieces[at] else '[card]' end;
    at := coalesce(last, at) + 1;
  end loop;

  for number in select m[1] from regexp_matches(clean, '(?<![[:alnum:]+-])([0-9](?:[ -]?[0-9]){12,18})(?![[:alnum:]-])', 'g') m loop
    if edge.is_card_number(number) then
      clean := replace(clean, number, '[card]');
    end if;
  end loop;
  return clean;
end
$$;

revoke execute on function edge.redact_cards(text) from public;
