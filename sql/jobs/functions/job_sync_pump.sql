-- Job: keep the queues of commerce moving. Its hooks say how much of them is due.
create function edge.job_sync_pump(out row_count bigint, out note text)
language sql volatile set search_path = ''
as $$
  select w.row_count, w.note from edge.wake_sync('sync_pump') w
$$;

revoke execute on function edge.job_sync_pump() from public;
