-- An answer kept for a while: what an analysis said to one person about one context. Only the service writes here; a change
-- to the rows behind an answer removes it (edge.invalidate), and the purge job removes what has expired.
create table public.assistant_insights (
  id               uuid primary key default gen_random_uuid(),
  user_id          uuid not null references auth.users (id) on delete cascade,
  insight_type     text not null,
  context_id       text not null,
  data             jsonb not null,
  calculated_at    timestamptz not null default now(),
  expires_at       timestamptz not null,
  cache_hit_count  integer not null default 0,
  constraint one_insight_per_context unique (user_id, insight_type, context_id),
  constraint type_is_known check (insight_type in ('logistics-analyzer', 'events-optimizer', 'media-scorer', 'recommendations')),
  constraint context_is_short check (char_length(context_id) <= 200),
  constraint hits_are_not_negative check (cache_hit_count >= 0)
);

comment on column public.assistant_insights.context_id is 'What the answer is about: a hash of the whole validated input.';

create index insights_by_expiry on public.assistant_insights (expires_at);

grant select on public.assistant_insights to authenticated;
grant select, insert, update, delete on public.assistant_insights to service_role;
alter table public.assistant_insights enable row level security;

create policy "people read their own insights, admins everyone's"
  on public.assistant_insights for select to authenticated
  using (user_id = (select auth.uid()) or (select edge.is_admin()));
