-- A text without tokens, e-mail addresses, card numbers and phone numbers. Dates, times and UUIDs stay.
create function edge.redact_text(p_text text) returns text
language plpgsql immutable set search_path = ''
as $$
declare
  clean text := p_text;
  digits text;
begin
  -- Tokens: JSON web tokens, Supabase keys, bearer credentials, the common providers' prefixed keys.
  clean := regexp_replace(clean, 'eyJ[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]{5,}(\.[A-Za-z0-9_-]*)?', '[token]', 'g');
  clean := regexp_replace(clean, '\ysb_(secret|publishable)_[A-Za-z0-9_-]+', '[token]', 'g');
  clean := regexp_replace(clean, '\ybearer\s+[A-Za-z0-9._~+/=-]{8,}', '[token]', 'gi');
  clean := regexp_replace(clean, '\y(sk|pk|rk|whsec)_[A-Za-z0-9_]{10,}', '[token]', 'g');
  clean := regexp_replace(clean, '\y(gh[pousr]_|github_pat_|sbp_|shp(at|ca|pa|ss)_|xox[abprs]-)[A-Za-z0-9_-]{10,}', '[token]', 'g');
  clean := regexp_replace(clean, '\y(AKIA[A-Z0-9]{16}|EAA[A-Za-z0-9]{20,})\y', '[token]', 'g');

  clean := regexp_replace(clean, '[[:alnum:]._%+''-]+(@|%40)[[:alnum:]-]+(\.[[:alnum:]-]+)*\.[[:alpha:]]{2,}', '[email]', 'gi');

  for digits in select m[1] from regexp_matches(clean, '(?<![[:alnum:]+-])([0-9](?:[ -]?[0-9]){12,18})(?![[:alnum:]-])', 'g') m loop
    if edge.is_card_number(digits) then
      clean := replace(clean, digits, '[card]');
    end if;
  end loop;

  -- Phones: international; then in groups; then bare, where the digits can hardly be anything else.
  clean := regexp_replace(clean, '(?<![[:alnum:]])(\+|%2B|00)[1-9](?:[ ()./-]{0,2}[0-9]){6,14}(?![0-9])', '[phone]', 'gi');
  clean := regexp_replace(clean, '(?<![[:alnum:]-])(\([0-9]{2,5}\) ?|[0-9]{3,5}[ ./-])[0-9]{3,4}[ .-]?[0-9]{4}(?![[:alnum:]-])', '[phone]', 'g');
  clean := regexp_replace(clean, '(?<![[:alnum:]-])0[1-9][0-9]{1,4}[ /-][0-9]{4,9}(?![[:alnum:]-])', '[phone]', 'g');
  clean := regexp_replace(clean, '(?<![[:alnum:].-])(0[1-9][0-9]{8,9}|1?[2-9][0-9]{2}[2-9][0-9]{6})(?![[:alnum:].-])', '[phone]', 'g');
  return clean;
end
$$;

revoke execute on function edge.redact_text(text) from public;
