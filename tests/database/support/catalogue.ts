// What a database is made of, as text: one line per thing, sorted, so that two databases can be compared.
import type { Sql } from "./scratch.ts";

const ours = "('public', 'edge')";

const questions: Record<string, string> = {
  tables:
    `select format('%s rls=%s forced=%s options=%s identity=%s: %s', c.oid::regclass, c.relrowsecurity, c.relforcerowsecurity,
      c.reloptions, c.relreplident, obj_description(c.oid, 'pg_class'))
    from pg_class c where c.relkind in ('r', 'p', 'v', 'm', 'S') and c.relnamespace::regnamespace::text in ${ours}`,
  columns:
    `select format('%s.%s #%s %s null=%s default=%s identity=%s: %s', c.oid::regclass, a.attname, a.attnum, format_type(a.atttypid, a.atttypmod),
      not a.attnotnull, pg_get_expr(d.adbin, d.adrelid), a.attidentity, col_description(c.oid, a.attnum))
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    where c.relkind = 'r' and c.relnamespace::regnamespace::text in ${ours}`,
  constraints: `select format('%s %s %s valid=%s', conrelid::regclass, conname, pg_get_constraintdef(oid), convalidated)
    from pg_constraint where connamespace::regnamespace::text in ${ours}`,
  indexes: `select indexdef from pg_indexes where schemaname in ${ours}`,
  policies:
    `select format('%s.%s "%s" %s for %s to %s using %s check %s', schemaname, tablename, policyname, permissive, cmd, roles, qual, with_check)
    from pg_policies where schemaname in ('public', 'edge', 'realtime')`,
  triggers:
    `select pg_get_triggerdef(t.oid) || ' ' || t.tgenabled::text from pg_trigger t join pg_class c on c.oid = t.tgrelid
    join pg_proc p on p.oid = t.tgfoid
    where not t.tgisinternal and (c.relnamespace::regnamespace::text in ${ours} or p.pronamespace::regnamespace::text in ${ours})`,
  functions: `select pg_get_functiondef(p.oid) || coalesce(obj_description(p.oid, 'pg_proc'), '') from pg_proc p
    where p.pronamespace::regnamespace::text in ${ours} and p.prokind <> 'a'`,
  "table grants":
    `select format('%s %s to %s', c.oid::regclass, g.privilege_type, g.grantee::regrole) from pg_class c, aclexplode(c.relacl) g
    where c.relnamespace::regnamespace::text in ${ours} and g.grantee <> 0`,
  "column grants": `select format('%s.%s %s to %s', c.oid::regclass, a.attname, g.privilege_type, g.grantee::regrole)
    from pg_class c join pg_attribute a on a.attrelid = c.oid, aclexplode(a.attacl) g where c.relnamespace::regnamespace::text in ${ours}`,
  "function grants":
    `select format('%s %s to %s', p.oid::regprocedure, g.privilege_type, case g.grantee when 0 then 'public' else g.grantee::regrole::text end)
    from pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) g where p.pronamespace::regnamespace::text in ${ours}`,
  "schema grants":
    `select format('%s %s to %s', nspname, g.privilege_type, case g.grantee when 0 then 'public' else g.grantee::regrole::text end)
    from pg_namespace n, aclexplode(n.nspacl) g where nspname in ${ours}`,
  "default grants":
    `select format('%s %s %s', defaclnamespace::regnamespace, defaclobjtype, defaclacl) from pg_default_acl`,
  publications: `select format('%s: %s.%s %s', pubname, schemaname, tablename, attnames) from pg_publication_tables`,
  jobs: `select format('%s every %s', name, every) from edge.jobs`,
};

/** Every line of the catalogue, by kind. */
export async function catalogue(sql: Sql): Promise<Record<string, string[]>> {
  const answer: Record<string, string[]> = {};
  for (const [kind, question] of Object.entries(questions)) {
    const rows = await sql.unsafe(question).values();
    answer[kind] = rows.map(([line]) => String(line)).sort();
  }
  return answer;
}
