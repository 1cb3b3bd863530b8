-- Forget what was computed from these rows: `<person><kind>;` for each, as edge.invalidate notes them.
--
-- The epochs are moved first. That takes the lock `edge_record` holds while it keeps an answer, so the delete, which sees what
-- was committed before it began, finds every answer computed from the old rows; an answer that comes later finds a newer epoch.
-- Two statements on purpose: in one, the delete would see what was there before the lock.
--
-- Everything is locked in one order: people, their kinds, then answers by id.
create function edge.forget(p_noted text) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  people uuid[];
  kinds text[];
begin
  select array_agg(c.person order by c.person, c.kind), array_agg(c.kind order by c.person, c.kind) into people, kinds
  from (select distinct left(n, 36)::uuid as person, substr(n, 37) as kind from string_to_table(rtrim(p_noted, ';'), ';') n) c;

  perform edge.begin_epochs(people, kinds);
  perform from edge.data_epochs e
  where (e.user_id, e.kind) in (select c.person, c.kind from unnest(people, kinds) c (person, kind))
  order by e.user_id, e.kind for update;
  update edge.data_epochs e set epoch = e.epoch + 1
  from unnest(people, kinds) c (person, kind) where e.user_id = c.person and e.kind = c.kind;

  delete from public.assistant_insights i
  where i.id in (
    select k.id
    from unnest(people, kinds) c (person, kind)
    join public.assistant_insights k on k.user_id = c.person and k.insight_type = any (edge.types_from(c.kind))
    order by k.id for update of k);
end
$$;

revoke execute on function edge.forget(text) from public;
