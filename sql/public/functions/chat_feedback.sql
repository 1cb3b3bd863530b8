-- How people took the assistant's answers, skill by skill, in a span of time (its end excluded): answers given, thumbs up and
-- down, the share of thumbs that are up (null without a thumb), and the median and 95th percentile of the time to an answer.
-- The most asked first. For admins; row-level security shows them everyone's conversations.
create function public.chat_feedback(p_from timestamptz, p_to timestamptz default now())
returns table (
  skill text, asked bigint, helpful bigint, unhelpful bigint, helpful_share numeric, median_ms integer, p95_ms integer
)
language plpgsql stable set search_path = ''
as $$
begin
  if not (select edge.is_admin()) then
    raise exception 'only an admin reads how answers were taken' using errcode = '42501';
  end if;

  return query
    select
      coalesce(c.skill_used, 'unknown'),
      count(*),
      count(*) filter (where c.helpful),
      count(*) filter (where not c.helpful),
      round(count(*) filter (where c.helpful)::numeric / nullif(count(c.helpful), 0), 4),
      percentile_disc(0.5) within group (order by c.response_time_ms),
      percentile_disc(0.95) within group (order by c.response_time_ms)
    from public.assistant_conversations c
    where c.created_at >= p_from and c.created_at < p_to
    group by 1
    order by 2 desc, 1;
end
$$;

revoke execute on function public.chat_feedback(timestamptz, timestamptz) from public, anon;
grant execute on function public.chat_feedback(timestamptz, timestamptz) to authenticated;
