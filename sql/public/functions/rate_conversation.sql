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
