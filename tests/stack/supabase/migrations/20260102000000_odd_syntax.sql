/* What a statement splitter can get wrong: /* nested */ ; still a comment */
create function public.twice(n int) returns int language sql immutable
begin atomic
  select case when n is null then 0 else n * 2 end;
end;

create function public.quoted() returns text language plpgsql set search_path = '' as $body$
declare
  word text := $$a;b$$;
begin
  return word || E'it\'s; \\' || 'it''s;'; -- a comment; with a semicolon
end $body$;

create table public."odd;name" ("a;b" int default 1 check ("a;b" > 0)); -- at the end of a line
alter table public."odd;name" enable row level security;
comment on table public."odd;name" is 'one; two';
;
-- The last statement has no semicolon.
create view public.odd_view with (security_invoker = true) as select "a;b" from public."odd;name"
