/** Statements run as somebody else: what a policy would say to this person. */
import type { Sql } from "postgres";
import type { Claims } from "../auth/tokens.ts";

/** The roles a token may name. */
const roles = new Set(["anon", "authenticated", "service_role"]);

/** The role that the claims give; every other is treated as nobody. */
export function roleOf(claims: Claims): string {
  return roles.has(claims.role) ? claims.role : "anon";
}

/** SQL that turns the current transaction into this person's. */
export function becoming(claims: Claims): string {
  const role = roleOf(claims);
  return `select set_config('request.jwt.claims', ${literal(JSON.stringify(claims))}, true),
    set_config('request.jwt.claim.sub', ${literal(claims.sub ?? "")}, true),
    set_config('request.jwt.claim.role', '${role}', true), set_config('role', '${role}', true);`;
}

/** A value inside SQL text. */
export function literal(value: string): string {
  return ` E'${value.replace(/[\\']/g, "\\$&").replaceAll("\0", "")}'`;
}

/** A name inside SQL text. */
export function name(value: string): string {
  return `"${value.replaceAll('"', '""')}"`;
}

type Rows = Record<string, unknown>[];

let statements = 0;

/**
 * Runs one query in one round trip as each of these people, changing nothing; the rows of each. It is planned once, where
 * they have one role. Statements sent together are one transaction of their own, which ends with them whatever happens.
 */
export async function readAsEach(sql: Sql, people: Claims[], query: string): Promise<Rows[]> {
  if (!people.length) return [];
  const name = `seen_${++statements}`;
  const text = [
    "select set_config('transaction_read_only', 'on', true);",
    `${becoming(people[0]!)} prepare ${name} as ${query}; execute ${name};`,
    ...people.slice(1).map((claims) => `${becoming(claims)} execute ${name};`),
    `deallocate ${name};`,
  ];
  const results = await sql.unsafe(text.join("\n")).simple() as unknown as Rows[];
  // Of the driver's results, only statements that answer rows count: to be somebody, then what they see, in turn.
  return people.map((_, i) => results[2 + 2 * i] ?? []);
}
