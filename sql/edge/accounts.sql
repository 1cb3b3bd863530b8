-- What happens when an account ends, by its person or by an admin.
create trigger account_ends before delete on auth.users
  for each row execute function edge.account_ends();
