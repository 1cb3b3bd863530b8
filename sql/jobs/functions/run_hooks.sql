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
