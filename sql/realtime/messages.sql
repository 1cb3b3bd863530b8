-- Who may listen to the private topics. Nobody may send: there is no policy for insert.
-- Realtime asks once, at joining; the topic is the whole question.
do $$
begin
  if to_regclass('realtime.messages') is not null then
    execute $policy$
      create policy "people listen to their own samples, assets and events"
        on realtime.messages for select to authenticated
        using (
          extension = 'broadcast'
          and ((select realtime.topic()) in ('samples:' || (select auth.uid()), 'assets:' || (select auth.uid()))
            or (select realtime.topic()) in (select 'events:' || e from edge.my_event_ids() e)))
    $policy$;
  end if;
end
$$;
