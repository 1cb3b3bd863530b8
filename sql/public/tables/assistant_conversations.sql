-- One exchange with the assistant: what a person said and what they were answered. An audit log: written once, never changed
-- but for the thumb (rate_conversation), and removed only by retention and with the account.
create table public.assistant_conversations (
  id                uuid primary key default gen_random_uuid(),
  user_id           uuid not null default auth.uid() references auth.users (id) on delete cascade,
  session_id        uuid not null,
  message           text not null,
  response          jsonb not null,
  kit_context       text not null,
  page_route        text,
  intent_detected   text,
  skill_used        text,
  response_time_ms  integer,
  helpful           boolean,
  created_at        timestamptz not null default now(),
  constraint message_has_a_length check (char_length(message) between 1 and 4000),
  constraint response_is_an_object check (jsonb_typeof(response) = 'object'),
  constraint labels_are_short check (
    char_length(kit_context) <= 100 and char_length(page_route) <= 500
    and char_length(intent_detected) <= 100 and char_length(skill_used) <= 100),
  constraint response_time_is_not_negative check (response_time_ms >= 0)
);

create index conversations_by_person on public.assistant_conversations (user_id, created_at desc);
create index conversations_by_session on public.assistant_conversations (session_id);
create index conversations_by_kit on public.assistant_conversations (kit_context);
-- Rows lie in the order of time, so this costs a write next to nothing.
create index conversations_by_time on public.assistant_conversations using brin (created_at);

-- No update, no delete, for nobody; when and how helpful are not the writer's to say.
grant select on public.assistant_conversations to authenticated, service_role;
grant insert (id, user_id, session_id, message, response, kit_context, page_route, intent_detected, skill_used, response_time_ms)
  on public.assistant_conversations to authenticated, service_role;
alter table public.assistant_conversations enable row level security;

create policy "people read their own conversations, admins everyone's"
  on public.assistant_conversations for select to authenticated
  using (user_id = (select auth.uid()) or (select edge.is_admin()));

create policy "people add to their own conversations"
  on public.assistant_conversations for insert to authenticated
  with check (user_id = (select auth.uid()));

create trigger conversations_stay_as_they_were before update on public.assistant_conversations
  for each row execute function edge.refuse_rewriting();
