-- pg_cron calls the jobs each minute where it is installed. Elsewhere (the local stack, a plain Postgres) somebody else does.
do $$
begin
  create extension if not exists pg_cron;
exception when others then
  raise notice 'pg_cron is not available here: %', sqlerrm;
end
$$;

do $$
begin
  if to_regprocedure('cron.schedule(text, text, text)') is not null then
    execute $cron$select cron.schedule('fashionos-jobs', '* * * * *', 'select edge.run_due_jobs()')$cron$;
  end if;
end
$$;
