-- pg_net sends what edge.call_function asks for, where it is installed. Elsewhere the jobs note that nothing was sent.
do $$
begin
  create extension if not exists pg_net with schema extensions;
exception when others then
  raise notice 'pg_net is not available here: %', sqlerrm;
end
$$;
