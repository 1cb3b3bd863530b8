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

/**
 * Runs a query in one round trip as this person, changing nothing; its rows. Statements sent together are one
 * transaction of their own, which ends with them whatever happens.
 */
export async function readAs(sql: Sql, claims: Claims, query: string): Promise<Record<string, unknown>[]> {
  const text = `select set_config('transaction_read_only', 'on', true); ${becoming(claims)} ${query}`;
  const results = await sql.unsafe(text).simple();
  return (results as unknown as Record<string, unknown>[][])[2] ?? [];
}
