-- A text without tokens, e-mail addresses, card numbers and phone numbers. Dates, times and UUIDs stay.
create function edge.redact_text(p_text text) returns text
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

revoke execute on function edge.redact_text(text) from public;
