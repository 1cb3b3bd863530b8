-- Job: take up again what a webhook stored and nobody finished, as when an isolate ended halfway. Its hooks free such rows, and
-- say how many.
create function edge.job_inbox_sweep(out row_count bigint, out note text)
language sql volatile set search_path = ''
as $$
  select w.row_count, w.note from edge.wake_sync('inbox_sweep') w
$$;

revoke execute on function edge.job_inbox_sweep() from public;
