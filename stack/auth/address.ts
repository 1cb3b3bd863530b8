/** A new address of a person. */
import type { Sql } from "postgres";
import { identify } from "./user.ts";

/**
 * Makes the address that a person asked for theirs, as a project does that does not have addresses confirmed; who had none
 * is anonymous no longer. Answers whether there was one.
 */
export async function settleAddress(sql: Sql, id: string): Promise<boolean> {
  return await sql.begin(async (sql) => {
    const [row] = await sql`
      update auth.users set email = lower(email_change), email_confirmed_at = now(), email_change = '',
        email_change_token_new = '', email_change_token_current = '', email_change_confirm_status = 0,
        raw_app_meta_data = coalesce(raw_app_meta_data, '{}') || '{"provider": "email", "providers": ["email"]}',
        is_anonymous = false, updated_at = now()
      where id = ${id} and email_change <> '' returning *`;
    if (row) await identify(sql, row);
    return row !== undefined;
  });
}
