-- Job: have Storage remove the files of accounts that are gone, a hundred at a time. One that Storage no longer has, or that is
-- somebody else's by now, is done and counted; one it was asked for and still has is asked for again.
create function edge.job_remove_files(out row_count bigint, out note text)
language plpgsql volatile set search_path = ''
as $$
declare
  most constant integer := 100;
  file record;
  call record;
  asked integer := 0;
begin
  row_count := 0;
  if not exists (select from edge.file_removals) then
    return;
  elsif to_regclass('storage.objects') is null then
    note := 'there is no Storage';
    return;
  end if;

  execute $sql$
    delete from edge.file_removals r where not exists (
      select from storage.objects o
      where o.bucket_id = r.bucket_id and o.name = r.name
        and o.owner_id is not null and o.owner_id not in (select u.id::text from auth.users u))$sql$;
  get diagnostics row_count = row_count;

  for file in
    select r.bucket_id, r.name from edge.file_removals r order by r.asked_at nulls first, r.queued_at, r.bucket_id, r.name limit most
  loop
    select * into call from edge.call_project('DELETE', 'storage/v1/object/' || edge.url_encoded(file.bucket_id || '/' || file.name));
    if call.request is null then
      note := call.note;
      return;
    end if;
    update edge.file_removals r set asked_at = now() where r.bucket_id = file.bucket_id and r.name = file.name;
    asked := asked + 1;
  end loop;
  note := format('asked for %s', asked);
end
$$;

revoke execute on function edge.job_remove_files() from public;
