-- The bodies of SQL functions may name tables that come later in this file.
set check_function_bodies = off;

-- Trigger: even the tables' owner changes nothing of a conversation but a thumb that was not yet given.
create function edge.refuse_rewriting() returns trigger
language plpgsql set search_path = ''
as $$
begin
  if old.helpful is not null or to_jsonb(new) - 'helpful' <> to_jsonb(old) - 'helpful' then
    raise exception 'a conversation is not changed once it is written' using errcode = '42501';
  end if;
  return new;
end
$$;

revoke execute on function edge.refuse_rewriting() from public;

-- Is this 13 to 19 digits, perhaps spaced, with a correct check digit (Luhn; ISO/IEC 7812-1)?
create function edge.is_card_number(p_text text) returns boolean
language sql immutable set search_path = ''
as $$
  select d ~ '^[1-9][0-9]{12,18}$' and coalesce((
    select sum(case when i % 2 = 1 then n when n > 4 then 2 * n - 9 else 2 * n end) % 10 = 0
    from unnest(string_to_array(reverse(d), null)::integer[]) with ordinality as digit (n, i)), false)
  from (select case when p_text ~ '^[0-9]([ -]?[0-9])+$' then regexp_replace(p_text, '[ -]', '', 'g') else '' end) as bare (d)
$$;

revoke execute on function edge.is_card_number(text) from public;

-- Is a key named like a secret, or like a way to reach somebody? `accessToken`, `x-api-key` and `Card Number` are.
create function edge.names_a_secret(p_key text) returns boolean
language sql immutable set search_path = ''
as $$
  select k ~ '(passw|passcode|passphrase|secret|token|apikey|authoriz|cookie|credential|privatekey|accesskey|signature|jwt|bearer)'
    or k ~ '(cardnumber|creditcard|cvv|cvc|iban|accountnumber|socialsecurity|email|phone|mobile|telephone|whatsappnumber)'
    or k in ('pwd', 'pin', 'ssn', 'otp', 'auth', 'tel', 'mail', 'card', 'pan')
  from (select regexp_replace(lower(p_key), '[^a-z]', '', 'g')) as bare (k)
$$;

revoke execute on function edge.names_a_secret(text) from public;

-- A text without tokens, e-mail addresses, card numbers and phone numbers. Dates, times and UUIDs stay.
create function edge.redact_text(p_text text) returns text
language plpgsql immutable set search_path = ''
as $$
declare
  clean text := p_text;
  digits text;
begin
  -- Tokens: JSON web tokens, Supabase keys, bearer credentials, the common providers' prefixed keys.
  clean := regexp_replace(clean, 'eyJ[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]{5,}(\.[A-Za-z0-9_-]*)?', '[token]', 'g');
  clean := regexp_replace(clean, '\ysb_(secret|publishable)_[A-Za-z0-9_-]+', '[token]', 'g');
  clean := regexp_replace(clean, '\ybearer\s+[A-Za-z0-9._~+/=-]{8,}', '[token]', 'gi');
  clean := regexp_replace(clean, '\y(sk|pk|rk|whsec)_[A-Za-z0-9_]{10,}', '[token]', 'g');
  clean := regexp_replace(clean, '\y(gh[pousr]_|github_pat_|sbp_|shp(at|ca|pa|ss)_|xox[abprs]-)[A-Za-z0-9_-]{10,}', '[token]', 'g');
  clean := regexp_replace(clean, '\y(AKIA[A-Z0-9]{16}|EAA[A-Za-z0-9]{20,})\y', '[token]', 'g');

  clean := regexp_replace(clean, '[[:alnum:]._%+''-]+(@|%40)[[:alnum:]-]+(\.[[:alnum:]-]+)*\.[[:alpha:]]{2,}', '[email]', 'gi');

  for digits in select m[1] from regexp_matches(clean, '(?<![[:alnum:]+-])([0-9](?:[ -]?[0-9]){12,18})(?![[:alnum:]-])', 'g') m loop
    if edge.is_card_number(digits) then
      clean := replace(clean, digits, '[card]');
    end if;
  end loop;

  -- Phones: international; then in groups; then bare, where the digits can hardly be anything else.
  clean := regexp_replace(clean, '(?<![[:alnum:]])(\+|%2B|00)[1-9](?:[ ()./-]{0,2}[0-9]){6,14}(?![0-9])', '[phone]', 'gi');
  clean := regexp_replace(clean, '(?<![[:alnum:]-])(\([0-9]{2,5}\) ?|[0-9]{3,5}[ ./-])[0-9]{3,4}[ .-]?[0-9]{4}(?![[:alnum:]-])', '[phone]', 'g');
  clean := regexp_replace(clean, '(?<![[:alnum:]-])0[1-9][0-9]{1,4}[ /-][0-9]{4,9}(?![[:alnum:]-])', '[phone]', 'g');
  clean := regexp_replace(clean, '(?<![[:alnum:].-])(0[1-9][0-9]{8,9}|1?[2-9][0-9]{2}[2-9][0-9]{6})(?![[:alnum:].-])', '[phone]', 'g');
  return clean;
end
$$;

revoke execute on function edge.redact_text(text) from public;

-- A JSON value without personal data, at any depth: texts and keys by edge.redact_text, numbers that are card numbers, and
-- whatever stands under a key named like a secret or an address. What is nested deeper than 32 levels is not read but dropped.
create function edge.redact(p_value jsonb, p_depth integer default 0) returns jsonb
language plpgsql immutable set search_path = ''
as $$
begin
  if p_depth > 32 then
    return '"[redacted]"'::jsonb;
  end if;
  return case jsonb_typeof(p_value)
    when 'object' then (
      select coalesce(jsonb_object_agg(edge.redact_text(m.key),
        case when edge.names_a_secret(m.key) and m.value <> 'null' then '"[redacted]"'::jsonb else edge.redact(m.value, p_depth + 1) end), '{}')
      from jsonb_each(p_value) m)
    when 'array' then (
      select coalesce(jsonb_agg(edge.redact(e.value, p_depth + 1) order by e.position), '[]')
      from jsonb_array_elements(p_value) with ordinality e (value, position))
    when 'string' then to_jsonb(edge.redact_text(p_value #>> '{}'))
    when 'number' then case when edge.is_card_number(p_value #>> '{}') then '"[card]"'::jsonb else p_value end
    else p_value
  end;
end
$$;

revoke execute on function edge.redact(jsonb, integer) from public;

-- Trigger: store an analytics event without personal data.
-- Security definer, because the writers have no rights in schema edge.
create function edge.redact_event() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  -- The table refuses larger ones anyway; there is no reason to read through them first.
  if octet_length(new.event_data::text) <= 65536 then
    new.event_data := edge.redact(new.event_data);
  else
    raise exception 'event_data is larger than 16384 bytes' using errcode = '23514';
  end if;
  new.event_type := edge.redact_text(new.event_type);
  new.page_route := edge.redact_text(new.page_route);
  new.kit_context := edge.redact_text(new.kit_context);
  return new;
end
$$;

revoke execute on function edge.redact_event() from public;

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

-- How one person wants the assistant to behave.
create table public.user_preferences (
  user_id                              uuid primary key default auth.uid() references auth.users (id) on delete cascade,
  default_kit                          text,
  auto_suggestions_enabled             boolean not null default true,
  notification_preferences             jsonb not null default '{}',
  kit_order                            text[] not null default '{}',
  favorite_actions                     text[] not null default '{}',
  conversation_history_retention_days  integer not null default 90,
  updated_at                           timestamptz not null default now(),
  constraint default_kit_is_short check (char_length(default_kit) <= 100),
  constraint notifications_are_an_object check (jsonb_typeof(notification_preferences) = 'object'),
  constraint lists_are_few check (cardinality(kit_order) <= 50 and cardinality(favorite_actions) <= 200),
  constraint retention_is_a_day_to_ten_years check (conversation_history_retention_days between 1 and 3650)
);

grant select, insert, update on public.user_preferences to authenticated;
grant select, insert, update, delete on public.user_preferences to service_role;
alter table public.user_preferences enable row level security;

create policy "people read their own preferences, admins everyone's"
  on public.user_preferences for select to authenticated
  using (user_id = (select auth.uid()) or (select edge.is_admin()));

create policy "people set their own preferences"
  on public.user_preferences for insert to authenticated
  with check (user_id = (select auth.uid()));

create policy "people change their own preferences"
  on public.user_preferences for update to authenticated
  using (user_id = (select auth.uid()))
  with check (user_id = (select auth.uid()));

create trigger touch_preferences before update on public.user_preferences
  for each row execute function edge.touch();

-- What people do in the workspace, without what would name them: a trigger redacts personal data and secrets before a row
-- is stored. Kept after an account is gone, then without its user.
create table public.analytics_events (
  id           uuid primary key default gen_random_uuid(),
  user_id      uuid default auth.uid() references auth.users (id) on delete set null,
  event_type   text not null,
  event_data   jsonb not null default '{}',
  page_route   text,
  kit_context  text,
  session_id   uuid,
  created_at   timestamptz not null default now(),
  constraint event_type_is_short check (char_length(event_type) between 1 and 100),
  constraint data_is_an_object check (jsonb_typeof(event_data) = 'object'),
  constraint data_is_small check (octet_length(event_data::text) <= 16384),
  constraint labels_are_short check (char_length(page_route) <= 500 and char_length(kit_context) <= 100)
);

create index analytics_by_type on public.analytics_events (event_type, created_at desc);
create index analytics_by_person on public.analytics_events (user_id, created_at desc);
create index analytics_by_time on public.analytics_events (created_at);

grant insert (id, user_id, event_type, event_data, page_route, kit_context, session_id) on public.analytics_events to anon, authenticated;
grant select on public.analytics_events to authenticated;
grant select, insert, update, delete on public.analytics_events to service_role;
alter table public.analytics_events enable row level security;

create policy "people read their own events, admins all"
  on public.analytics_events for select to authenticated
  using (user_id = (select auth.uid()) or (select edge.is_admin()));

create policy "people add events of their own or without a user"
  on public.analytics_events for insert to authenticated
  with check (user_id = (select auth.uid()) or user_id is null);

create policy "visitors add events without a user"
  on public.analytics_events for insert to anon
  with check (user_id is null);

create trigger redact_event before insert or update on public.analytics_events
  for each row execute function edge.redact_event();

-- Set the thumb on one of the caller's own conversations, once. Refused with 404 where there is no such conversation of
-- theirs, with 409 where it is rated already.
-- Security definer, because nobody is granted update on the audit log.
create function public.rate_conversation(id uuid, helpful boolean) returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  given boolean;
begin
  if rate_conversation.helpful is null then
    raise exception 'helpful must be true or false' using errcode = 'PT400';
  end if;

  select c.helpful into given from public.assistant_conversations c
  where c.id = rate_conversation.id and c.user_id = (select auth.uid()) for update;
  if not found then
    raise exception 'no such conversation' using errcode = 'PT404';
  elsif given is not null then
    raise exception 'this conversation is rated already' using errcode = 'PT409';
  end if;

  update public.assistant_conversations c set helpful = rate_conversation.helpful where c.id = rate_conversation.id;
end
$$;

revoke execute on function public.rate_conversation(uuid, boolean) from public, anon;
grant execute on function public.rate_conversation(uuid, boolean) to authenticated;
