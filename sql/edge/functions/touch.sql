-- Trigger: every update moves updated_at.
create function edge.touch() returns trigger
language plpgsql set search_path = ''
as $$
begin
  new.updated_at := now();
  return new;
end
$$;

revoke execute on function edge.touch() from public;
