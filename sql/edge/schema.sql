-- Schema edge: the machinery behind the API. It is not exposed by the Data API; callers reach it only through the
-- `public.edge_*` functions, triggers and policies. `authenticated` may look names up in it, because policies call
-- functions that live here; it can read none of its tables.
create schema edge;
grant usage on schema edge to authenticated, service_role;
