/** The people and rows a new database begins with. */
import type { Sql } from "postgres";
import { hashPassword } from "./auth/admin.ts";
import { insertUser } from "./auth/user.ts";
import type { Keys } from "./keys.ts";

/** The addresses are fixed, so that `supabase/seed.sql` can look the people up. */
export const demoEmail = "demo@fashionos.test";
export const adminEmail = "admin@fashionos.test";

/** Makes the demo and the admin user where they are missing, then runs the seed, which must bear being run again. */
export async function seed(sql: Sql, keys: Keys, file: string): Promise<void> {
  await ensure(sql, demoEmail, keys.demoPassword, {});
  await ensure(sql, adminEmail, keys.adminPassword, { role: "admin" });
  const text = await Deno.readTextFile(file).catch((error) => {
    if (error instanceof Deno.errors.NotFound) return "";
    throw error;
  });
  if (!text) return;
  await sql.begin((sql) => sql.unsafe(text).simple()).catch((error) => {
    throw new Error(`${file}: ${error.message}`, { cause: error });
  });
}

async function ensure(sql: Sql, email: string, password: string, appMetadata: Record<string, unknown>): Promise<void> {
  const [known] = await sql`select id from auth.users where email = ${email}`;
  if (known) return;
  await insertUser(sql, { email, passwordHash: await hashPassword(password), confirmed: true, appMetadata });
}
