-- Is a key named like a secret, or like a way to reach somebody? `accessToken`, `x-api-key` and `Card Number` are.
create function edge.names_a_secret(p_key text) returns boolean
language sql immutable set search_path = ''
as $$
  select k ~ '(passw|passcode|passphrase|secret|token|apikey|authoriz|cookie|credential|signature|jwt|bearer)'
    or k ~ '(private|access|secret|service|role|anon|signing|encryption|master|ssh|webhook)key'
    or k ~ '(kennwort|motdepasse|contrase)'
    or k ~ '(cardnumber|creditcard|cvv|cvc|iban|accountnumber|socialsecurity|email|phone|mobile|telephone|whatsappnumber)'
    or k in ('pwd', 'pin', 'ssn', 'otp', 'auth', 'tel', 'mail', 'card', 'pan')
  from (select regexp_replace(lower(p_key), '[^a-z]', '', 'g')) as bare (k)
$$;

revoke execute on function edge.names_a_secret(text) from public;
