-- A person's files in Storage: none where there is no Storage. Read dynamically, because plain Postgres has no such schema.
create function edge.files_of(p_user_id uuid) returns table (bucket_id text, name text, created_at timestamptz)
language plpgsql stable security definer set search_path = ''
as $$
begin
  if to_regclass('storage.objects') is not null then
    return query execute 'select o.bucket_id::text, o.name::text, o.created_at from storage.objects o where o.owner_id = $1 order by 1, 2'
      using p_user_id::text;
  end if;
end
$$;

revoke execute on function edge.files_of(uuid) from public;
