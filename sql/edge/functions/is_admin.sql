-- Is the caller an admin? Only the signed app_metadata says so; user_metadata is the user's own to write.
-- In plpgsql, as every function that policies or hot paths call: a plan is kept there, and made anew for each call in SQL.
create function edge.is_admin() returns boolean
language plpgsql stable set search_path = ''
as $$
begin
  return coalesce(auth.jwt() -> 'app_metadata' ->> 'role' = 'admin', false);
end
$$;

revoke execute on function edge.is_admin() from public;
grant execute on function edge.is_admin() to authenticated;
