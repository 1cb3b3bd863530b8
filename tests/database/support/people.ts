// The people the policies are about, at SQL level: the role and the verified claims PostgREST would set.
import type { Sql, Tx } from "./scratch.ts";

export type Person = { role: "anon" | "authenticated" | "service_role"; id?: string; claims: Record<string, unknown> };

export const anonymous: Person = { role: "anon", claims: { role: "anon" } };
export const service: Person = { role: "service_role", claims: { role: "service_role" } };

/** A signed-in person with an account of their own. */
export async function signUp(sql: Sql, appMetadata: Record<string, unknown> = {}): Promise<Person & { id: string }> {
  const id = crypto.randomUUID();
  await sql`insert into auth.users (id, email) values (${id}, ${`${id}@fashionos.test`})`;
  return {
    role: "authenticated",
    id,
    claims: { sub: id, role: "authenticated", aud: "authenticated", app_metadata: appMetadata },
  };
}

export const admin = (sql: Sql) => signUp(sql, { role: "admin" });

/** Runs `work` in one transaction as this person would. */
export function as<T>(sql: Sql, who: Person, work: (tx: Tx) => Promise<T>): Promise<T> {
  return sql.begin(async (begun) => {
    const tx = begun as Tx;
    await tx`select set_config('role', ${who.role}, true), set_config('request.jwt.claims', ${
      JSON.stringify(who.claims)
    }, true)`;
    return await work(tx);
  }) as Promise<T>;
}

/** The error code a piece of work is refused with; "allowed" if it is not. */
export async function refusal(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "allowed";
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
}
