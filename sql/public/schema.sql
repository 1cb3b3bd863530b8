-- Nothing in public is granted but what is written beside it. Projects made since 2026-10-30 start that way; older ones
-- grant everything to everyone by default, which would undo the column grants below.
alter default privileges in schema public revoke all on tables from anon, authenticated, service_role;
alter default privileges in schema public revoke all on sequences from anon, authenticated, service_role;
alter default privileges in schema public revoke all on functions from anon, authenticated, service_role;
grant usage on schema public to anon, authenticated, service_role;
