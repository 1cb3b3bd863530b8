-- Call the project's own API as a server does, with the secret key: POST a body, or DELETE. Answers what became of it in words,
-- without the key: the call is sent by pg_net after this transaction commits, and its answer is found under the request's number
-- in net._http_response. Where pg_net is missing, or Vault does not hold `project_url` and `secret_key`, nothing is sent.
create function edge.call_project(p_method text, p_path text, p_body jsonb default '{}', out request bigint, out note text)
language plpgsql volatile set search_path = ''
as $$
declare
  project text;
  key text;
begin
  if to_regclass('vault.decrypted_secrets') is null then
    note := 'not configured: there is no Vault';
    return;
  elsif to_regproc('net.http_post') is null or to_regproc('net.http_delete') is null then
    note := 'not configured: pg_net is not installed';
    return;
  end if;

  -- Dynamic, because plain Postgres has neither schema.
  execute $sql$
    select max(decrypted_secret) filter (where name = 'project_url'), max(decrypted_secret) filter (where name = 'secret_key')
    from vault.decrypted_secrets$sql$ into project, key;
  if coalesce(project, '') = '' then
    note := 'not configured: Vault holds no project_url';
    return;
  elsif coalesce(key, '') = '' then
    note := 'not configured: Vault holds no secret_key';
    return;
  end if;

  execute case p_method
    when 'POST' then 'select net.http_post(url := $1, headers := $2, timeout_milliseconds := 5000, body := $3)'
    when 'DELETE' then 'select net.http_delete(url := $1, headers := $2, timeout_milliseconds := 5000)'
  end into request
  using rtrim(project, '/') || '/' || p_path, jsonb_build_object('content-type', 'application/json', 'apikey', key), p_body;
  note := format('called %s, request %s', p_path, request);
end
$$;

revoke execute on function edge.call_project(text, text, jsonb) from public;
