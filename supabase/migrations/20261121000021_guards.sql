-- What analytics still let through: a card beside other digits, phone numbers as the French, Spanish, Swiss and others write them,
-- keys of language models, secrets in an address. And a member could take a task away by moving it to an event of their own.

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

-- A text without tokens, e-mail addresses, card numbers and phone numbers. Dates, times and UUIDs stay.
create or replace function edge.redact_text(p_text text) returns text
language plpgsql immutable set search_path = ''
as $$
declare
  clean text := p_text;
begin
  -- Tokens: JSON web tokens, Supabase keys, credentials of a request, the common providers' prefixed keys.
  clean := regexp_replace(clean, 'eyJ[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]{5,}(\.[A-Za-z0-9_-]*)?', '[token]', 'g');
  clean := regexp_replace(clean, '\ysb_(secret|publishable)_[A-Za-z0-9_-]+', '[token]', 'g');
  clean := regexp_replace(clean, '\y(bearer|basic)\s+[A-Za-z0-9._~+/=-]{8,}', '[token]', 'gi');
  clean := regexp_replace(clean, '\y(sk|pk|rk|whsec)_[A-Za-z0-9_]{10,}', '[token]', 'g');
  clean := regexp_replace(clean, '\y(gh[pousr]_|github_pat_|sbp_|shp(at|ca|pa|ss)_|xox[abprs]-)[A-Za-z0-9_-]{10,}', '[token]', 'g');
  clean := regexp_replace(clean, '\y(sk-|glpat-|xapp-|hf_|npm_)[A-Za-z0-9_-]{16,}', '[token]', 'g');
  clean := regexp_replace(clean, '\y(AIza[A-Za-z0-9_-]{30,}|ya29\.[A-Za-z0-9_-]{16,}|SG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,})', '[token]', 'g');
  clean := regexp_replace(clean, '\y(AKIA[A-Z0-9]{16}|EAA[A-Za-z0-9]{20,})\y', '[token]', 'g');

  -- What a text itself names as secret: an address' parameters, a line of a configuration, JSON inside a string.
  clean := regexp_replace(clean,
    '((?:passw|passcode|passphrase|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|signature|credential|jwt)[[:alnum:]_-]*"?\s*[=:]\s*"?)[^\s"&,;]+',
    '\1[redacted]', 'gi');

  clean := regexp_replace(clean, '[[:alnum:]._%+''-]+(@|%40)[[:alnum:]-]+(\.[[:alnum:]-]+)*\.[[:alpha:]]{2,}', '[email]', 'gi');

  clean := edge.redact_cards(clean);

  -- Phones: international; then in groups, as written in the Americas and most of Asia, in France, in Spain, and elsewhere after
  -- a leading zero; then bare, where the digits can hardly be anything else.
  clean := regexp_replace(clean, '(?<![[:alnum:]])(\+|%2B|00)[1-9](?:[ ()./-]{0,2}[0-9]){6,14}(?![0-9])', '[phone]', 'gi');
  clean := regexp_replace(clean, '(?<![[:alnum:]-])(\([0-9]{2,5}\) ?[0-9]{0,2}|[0-9]{3,5}[ ./-])[0-9]{3,4}[ .-]?[0-9]{4}(?![[:alnum:]-])', '[phone]', 'g');
  clean := regexp_replace(clean, '(?<![[:alnum:]-])0[1-9]([ .-])[0-9]{2}(\1[0-9]{2}){3}(?![[:alnum:]-])', '[phone]', 'g');
  clean := regexp_replace(clean, '(?<![[:alnum:].-])([67][0-9]{2} [0-9]{2}|[89][0-9] [0-9]{3}) [0-9]{2} [0-9]{2}(?![[:alnum:].-])', '[phone]', 'g');
  clean := regexp_replace(clean, '(?<![[:alnum:].-])[6-9][0-9]{4} [0-9]{5}(?![[:alnum:].-])', '[phone]', 'g');
  clean := regexp_replace(clean, '(?<![[:alnum:].-])0[1-9][0-9]{0,4}[ /-][0-9]{3,4}([ -]?[0-9]{2,4}){1,2}(?![[:alnum:].:-])', '[phone]', 'g');
  clean := regexp_replace(clean, '(?<![[:alnum:].-])(0[1-9][0-9]{8,9}|1?[2-9][0-9]{2}[2-9][0-9]{6})(?![[:alnum:].-])', '[phone]', 'g');
  return clean;
end
$$;

-- Is a key named like a secret, or like a way to reach somebody? `accessToken`, `x-api-key` and `Card Number` are.
create or replace function edge.names_a_secret(p_key text) returns boolean
language sql immutable set search_path = ''
as $$
  select k ~ '(passw|passcode|passphrase|secret|token|apikey|authoriz|cookie|credential|signature|jwt|bearer)'
    or k ~ '(private|access|secret|service|role|anon|signing|encryption|master|ssh|webhook)key'
    or k ~ '(kennwort|motdepasse|contrase)'
    or k ~ '(cardnumber|creditcard|cvv|cvc|iban|accountnumber|socialsecurity|email|phone|mobile|telephone|whatsappnumber)'
    or k in ('pwd', 'pin', 'ssn', 'otp', 'auth', 'tel', 'mail', 'card', 'pan')
  from (select regexp_replace(lower(p_key), '[^a-z]', '', 'g')) as bare (k)
$$;

-- Trigger: a task leaves an event only by the hand of the event's owner, who alone may remove it. A policy sees where a task goes,
-- but not where it comes from.
-- Security definer, because the caller's own policies would answer for them.
create function edge.task_leaves() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  me constant uuid := auth.uid();
begin
  if new.event_id <> old.event_id and me is not null
    and not exists (select from public.events e where e.id = old.event_id and e.user_id = me)
  then
    raise exception 'only the owner of an event takes tasks from it' using errcode = '42501';
  end if;
  return new;
end
$$;

revoke execute on function edge.task_leaves() from public;

create trigger task_leaves before update of event_id on public.tasks
  for each row execute function edge.task_leaves();

drop trigger touch_preferences on public.user_preferences;
create trigger touch_preferences before insert or update on public.user_preferences
  for each row execute function edge.touch();
