-- Send the events of one statement. Each element of `p_events` is {topic, event, payload}. Up to 20 of one event to one
-- topic are sent one by one, in the order given; more become one summary, {"count": n}: after it a client reads its rows again.
create function edge.announce(p_events jsonb) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  most constant integer := 20;
begin
  if jsonb_array_length(p_events) = 1 then
    perform edge.broadcast(p_events #>> '{0,topic}', p_events #>> '{0,event}', p_events #> '{0,payload}');
    return;
  end if;

  perform edge.broadcast(s.topic, s.event, s.payload)
  from (
    select e.topic, e.event, case when count(*) over w > most then jsonb_build_object('count', count(*) over w) else e.payload end as payload,
      row_number() over (partition by e.topic, e.event order by e.position) as nth, count(*) over w as many, e.position
    from jsonb_array_elements(p_events) with ordinality as raw (event, position),
      lateral (select raw.event ->> 'topic' as topic, raw.event ->> 'event' as event, raw.event -> 'payload' as payload, raw.position) e
    window w as (partition by e.topic, e.event)
  ) s
  where s.many <= most or s.nth = 1
  order by s.position;
end
$$;

revoke execute on function edge.announce(jsonb) from public;
