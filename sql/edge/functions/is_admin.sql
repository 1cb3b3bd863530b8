-- Is the caller an admin? Only the signed app_metadata says so; user_metadata is the user's own to write.
create function edge.is_admin() returns boolean
language sql stable set search_path = ''
as $$
  select coalesce((select auth.jwt()) -> 'app_metadata' ->> 'role' = 'admin', false)
$$;

revoke execute on function edge.is_admin() from public;
grant execute on function edge.is_admin() to authenticated;
