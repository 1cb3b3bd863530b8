// sql/README.md: who may do what with each table, and which policy says so. Written by running this file; a test compares.
import { type Scratch, scratch, type Sql } from "./scratch.ts";

const file = new URL("../../../sql/README.md", import.meta.url);

const intro = `# The database

One file per table (comment, table, indexes, grants, row level security, policies, triggers, in that order) and one per function.
\`public\` is what the Data API shows; \`edge\` is the machinery behind it; \`realtime\` and \`jobs\` hold what is said to Realtime and
done by the clock. \`order.txt\` is the order in which the files build an empty database; \`supabase/migrations/\` is what is applied
to a real one. A test builds both and compares them, so a change is made twice: here as it should be, there as the step.

## Live events

A broadcast goes to a private topic with the commit of the change it tells of. It is a hint: a client that was away reads the rows
again. One statement that changes more than 20 rows of one topic sends one event of that name with \`{"count": n}\` in place of them.

| topic | event | payload |
|---|---|---|
| \`samples:<userId>\` | \`sample_added\` | \`{id, status}\` |
| | \`sample_status_changed\` | \`{id, from, to}\` |
| | \`sample_removed\` | \`{id}\` |
| \`events:<eventId>\` | \`task_status_changed\` | \`{id, from, to}\` |
| | \`task_assigned\` | \`{id, from, to}\`: ids of accounts, or null |
| | \`deadline_approaching\` | \`{id, deadlineAt}\`: once per task and deadline, at most 24 hours before |
| \`assets:<userId>\` | \`asset_uploaded\` | \`{id, status}\` |
| | \`asset_approved\`, \`asset_rejected\` | \`{id, from, to}\` |

## What is encrypted

The platform encrypts its disks: a stolen disk or backup shows nothing. That does not protect rows from anybody who can connect as
the database's owner or holds the secret key. Against other users the policies below protect; message bodies are in
\`assistant_conversations\` alone, never in metrics or logs.

## Who may do what

Generated from the catalogue. A verb nobody is listed for is nobody's. \`service_role\` passes the policies by. Admins are
signed-in people whose verified token says \`app_metadata.role = "admin"\`. Tables of \`edge\` are granted to nobody.
`;

/** The whole file, as it should be for this database. */
export async function accessReadme(sql: Sql): Promise<string> {
  const rows = await sql`
    select c.relname as "table", r.rolname as role, v.verb,
      coalesce(string_agg(p.polname, '; ' order by p.polname), case when r.rolbypassrls then '(passes by)' end) as policy,
      not has_table_privilege(r.oid, c.oid, v.verb) as some_columns
    from pg_class c cross join pg_roles r
    cross join (values (1, 'select', 'r'), (2, 'insert', 'a'), (3, 'update', 'w'), (4, 'delete', 'd')) v (n, verb, cmd)
    left join pg_policy p on p.polrelid = c.oid and p.polcmd in (v.cmd::"char", '*') and r.oid = any (p.polroles)
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and r.rolname in ('anon', 'authenticated', 'service_role')
      and (has_table_privilege(r.oid, c.oid, v.verb) or (v.verb in ('insert', 'update') and has_any_column_privilege(r.oid, c.oid, v.verb)))
    group by c.relname, r.rolname, r.rolbypassrls, v.n, v.verb, c.oid, r.oid order by c.relname, r.rolname, v.n`;
  const lines = rows.map((row) =>
    `| \`${row.table}\` | ${row.role} | ${row.verb}${row.some_columns ? " (some columns)" : ""} | ${
      row.policy ?? "**granted, no policy**"
    } |`
  );

  const functions = await sql`
    select p.oid::regprocedure::text as name, p.prosecdef as definer,
      array(select r.rolname::text from pg_roles r
        where r.rolname in ('anon', 'authenticated', 'service_role') and has_function_privilege(r.oid, p.oid, 'execute') order by 1) as roles
    from pg_proc p where p.pronamespace = 'public'::regnamespace order by 1`;
  const calls = functions.map((row) =>
    `| \`${row.name}\` | ${row.roles.join(", ")} | ${row.definer ? "its owner" : "the caller"} |`
  );

  return [
    intro,
    "| table | role | verb | policy |",
    "|---|---|---|---|",
    ...lines,
    "",
    "| function | may be called by | runs as |",
    "|---|---|---|",
    ...calls,
    "",
  ].join("\n");
}

export const committedReadme = () => Deno.readTextFileSync(file);

if (import.meta.main) {
  const database: Scratch = await scratch();
  Deno.writeTextFileSync(file, await accessReadme(database.sql));
  await database.close();
}
