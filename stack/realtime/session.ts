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
  return `set local role =${literal(roleOf(claims))}; ${claiming(claims)}`;
}

/** SQL that lets policies see who this is. */
function claiming(claims: Claims): string {
  return `set local "request.jwt.claims" =${literal(JSON.stringify(claims))};`;
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
 * Runs one query in one round trip as each of these people, who have one role, changing nothing; the rows of each. It is
 * planned once; `before`, which answers no rows, runs first. Statements sent together are one transaction of their
 * own, which ends with them whatever happens.
 */
export async function readAsEach(sql: Sql, people: Claims[], query: string, before = ""): Promise<Rows[]> {
  const [first, ...others] = people;
  if (!first) return [];
  const name = `seen_${++statements}`;
  const text = [
    "set local transaction_read_only = on;",
    before,
    `${becoming(first)} prepare ${name} as ${query}; execute ${name};`,
    ...others.map((claims) => `${claiming(claims)} execute ${name};`),
    `deallocate ${name};`,
  ];
  // The driver makes one result of all that comes before the first rows, and one of each statement that answers rows.
  const [, ...seen] = await sql.unsafe(text.join("\n")).simple() as unknown as Rows[];
  return seen;
}
