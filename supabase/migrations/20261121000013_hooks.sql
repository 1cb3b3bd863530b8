-- Two jobs that wake the function `sync` when there is work for it, by pg_net with what Vault holds. What the work is, hooks say;
-- none is attached yet.
set check_function_bodies = off;

-- pg_net sends what edge.call_function asks for, where it is installed. Elsewhere the jobs note that nothing was sent.
do $$
begin
  create extension if not exists pg_net with schema extensions;
exception when others then
  raise notice 'pg_net is not available here: %', sqlerrm;
end
$$;

insert into edge.jobs (name, every, due_at) values
  ('sync_pump', '1 minute', now()),
  ('inbox_sweep', '5 minutes', now());

alter table edge.job_runs add column note text;

-- What a job asks before it calls the function `sync`: edge.<hook>() returns bigint, how much is waiting to be done. Whoever
-- brings such work (pages of a catalogue, an inbox) attaches its hook here; a job with none has nothing to do.
create table edge.job_hooks (
  job   text not null references edge.jobs (name) on delete cascade,
  hook  text not null,
  primary key (job, hook)
);

-- No grant to anybody.
alter table edge.job_hooks enable row level security;

create policy "nobody but the machinery, which runs as the owner"
  on edge.job_hooks for all to anon, authenticated
  using (false);

-- Ask every hook of a job, in the order of their names; answers how many there are and the sum of what they say.
create function edge.run_hooks(p_job text, out hooks bigint, out waiting bigint)
language plpgsql volatile set search_path = ''
as $$
declare
  attached text;
  answer bigint;
begin
  hooks := 0;
  waiting := 0;
  for attached in select h.hook from edge.job_hooks h where h.job = p_job order by h.hook loop
    execute format('select edge.%I()', attached) into answer;
    hooks := hooks + 1;
    waiting := waiting + coalesce(answer, 0);
  end loop;
end
$$;

revoke execute on function edge.run_hooks(text) from public;

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

-- Wake the function `sync`, which works through queues, if the hooks of this job find something waiting. Answers how much, and
-- what was done about it.
create function edge.wake_sync(p_job text, out row_count bigint, out note text)
language plpgsql volatile set search_path = ''
as $$
declare
  hooks bigint;
  waiting bigint;
begin
  select h.hooks, h.waiting into hooks, waiting from edge.run_hooks(p_job) h;
  row_count := waiting;
  if hooks = 0 then
    note := 'nothing is attached';
  elsif waiting = 0 then
    note := 'nothing is waiting';
  else
    note := (select c.note from edge.call_project('POST', 'functions/v1/sync/tick', jsonb_build_object('job', p_job)) c);
  end if;
end
$$;

revoke execute on function edge.wake_sync(text) from public;

-- Job: keep the queues of commerce moving. Its hooks say how much of them is due.
create function edge.job_sync_pump(out row_count bigint, out note text)
language sql volatile set search_path = ''
as $$
  select w.row_count, w.note from edge.wake_sync('sync_pump') w
$$;

revoke execute on function edge.job_sync_pump() from public;

-- Job: take up again what a webhook stored and nobody finished, as when an isolate ended halfway. Its hooks free such rows, and
-- say how many.
create function edge.job_inbox_sweep(out row_count bigint, out note text)
language sql volatile set search_path = ''
as $$
  select w.row_count, w.note from edge.wake_sync('inbox_sweep') w
$$;

revoke execute on function edge.job_inbox_sweep() from public;

-- Run one job now and write down how it went. A failing job is a row with its error, not a failing caller.
-- A job answers how many rows it touched, or {row_count, note} where there is more to say.
create or replace function edge.run_job(p_name text) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  started constant timestamptz := clock_timestamp();
  answer jsonb;
  failure text;
begin
  begin
    execute format('select to_jsonb(j) from edge.%I() j', 'job_' || p_name) into answer;
  exception when others then
    failure := sqlerrm;
  end;
  insert into edge.job_runs (job, started_at, duration_ms, row_count, note, error)
  values (p_name, started, extract(epoch from clock_timestamp() - started) * 1000,
    coalesce(answer ->> 'row_count', answer #>> '{}')::bigint, answer ->> 'note', failure);
end
$$;
