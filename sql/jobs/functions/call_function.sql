-- Call one of the project's Edge Functions as a server does, with the secret key. Answers what became of it in words, without
-- the key: the call is sent by pg_net after this transaction commits, and its answer is found under the request's number in
-- net._http_response. Where pg_net is missing, or Vault does not hold `project_url` and `secret_key`, nothing is sent.
create function edge.call_function(p_path text, p_body jsonb default '{}', out request bigint, out note text)
language plpgsql volatile set search_path = ''
as $$
declare
  project text;
  key text;
begin
  if to_regclass('vault.decrypted_secrets') is null then
    note := 'not configured: there is no Vault';
    return;
  elsif to_regprocedure('net.http_post(text, jsonb, jsonb, jsonb, integer)') is null then
    note := 'not configured: pg_net is not installed';
    return;
  end if;

  -- Dynamic, because plain Postgres has neither schema.
  execute $sql$select max(decrypted_secret) filter (where name = 'project_url'), max(decrypted_secret) filter (where name = 'secret_key')
    from vault.decrypted_secrets$sql$ into project, key;
  if coalesce(project, '') = '' or coalesce(key, '') = '' then
    note := 'not configured: Vault holds no ' || case when coalesce(project, '') = '' then 'project_url' else 'secret_key' end;
    return;
  end if;

  execute 'select net.http_post(url := $1, body := $2, params := ''{}'', headers := $3, timeout_milliseconds := 5000)' into request
  using rtrim(project, '/') || '/functions/v1/' || p_path, p_body,
    jsonb_build_object('content-type', 'application/json', 'apikey', key);
  note := format('called %s, request %s', p_path, request);
end
$$;

revoke execute on function edge.call_function(text, jsonb) from public;
