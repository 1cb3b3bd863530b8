/** What everything that talks to the stack reads: `.stack/env`. */
import { adminEmail, demoEmail } from "./seed.ts";
import type { Stack } from "./stack.ts";

/** NAME=value lines. */
export function envText({ url, keys, databaseUrl }: Stack): string {
  const values = {
    SUPABASE_URL: url,
    SUPABASE_PUBLISHABLE_KEY: keys.publishable,
    SUPABASE_SECRET_KEY: keys.secret,
    DB_URL: databaseUrl,
    DEMO_EMAIL: demoEmail,
    DEMO_PASSWORD: keys.demoPassword,
    ADMIN_EMAIL: adminEmail,
    ADMIN_PASSWORD: keys.adminPassword,
  };
  return Object.entries(values).map(([name, value]) => `${name}=${value}\n`).join("");
}
