/** A person in schema auth, as the Auth API shows one. */
import type { ISql, Row, Sql } from "postgres";

export interface User {
  id: string;
  email: string | null;
  role: string;
  phone?: string | null;
  is_anonymous?: boolean;
  app_metadata: Record<string, unknown>;
  user_metadata: Record<string, unknown>;
  [field: string]: unknown;
}

/** A row of auth.users in the Auth API's form; secrets stay behind. */
export function toUser(row: Row): User {
  return {
    id: row.id,
    aud: row.aud ?? "authenticated",
    role: row.role ?? "authenticated",
    email: row.email ?? "",
    phone: row.phone ?? "",
    email_confirmed_at: row.email_confirmed_at,
    confirmed_at: row.email_confirmed_at,
    last_sign_in_at: row.last_sign_in_at,
    app_metadata: row.raw_app_meta_data ?? {},
    user_metadata: row.raw_user_meta_data ?? {},
    identities: [],
    created_at: row.created_at,
    updated_at: row.updated_at,
    is_anonymous: row.is_anonymous ?? false,
    ...(row.banned_until ? { banned_until: row.banned_until } : {}),
  };
}

/** The person with this id. */
export async function findUser(sql: Sql, id: string): Promise<User | undefined> {
  const [row] = await sql`select * from auth.users where id = ${id}`;
  return row && toUser(row);
}

/** A user that is to be made. */
export interface NewUser {
  id?: string;
  email?: string;
  phone?: string;
  password?: string;
  /** Whether the address counts as confirmed; without it the user cannot sign in. */
  confirmed: boolean;
  role?: string;
  appMetadata?: Record<string, unknown>;
  userMetadata?: Record<string, unknown>;
  anonymous?: boolean;
  passwordHash?: string;
  bannedUntil?: Date;
}

/** Adds a person; throws Postgres' 23505 when the address is taken. */
export async function insertUser(sql: Sql, user: NewUser): Promise<User> {
  const provider = user.anonymous ? {} : { provider: "email", providers: ["email"] };
  const row = {
    id: user.id ?? crypto.randomUUID(),
    aud: "authenticated",
    role: user.role ?? "authenticated",
    email: user.email?.toLowerCase() ?? null,
    phone: user.phone ?? null,
    encrypted_password: user.passwordHash ?? null,
    email_confirmed_at: user.confirmed ? new Date() : null,
    raw_app_meta_data: sql.json({ ...provider, ...user.appMetadata } as never),
    raw_user_meta_data: sql.json((user.userMetadata ?? {}) as never),
    is_anonymous: user.anonymous ?? false,
    banned_until: user.bannedUntil ?? null,
    is_sso_user: false,
    email_change_confirm_status: 0,
    created_at: new Date(),
    updated_at: new Date(),
  };
  return await sql.begin(async (sql) => {
    const [made] = await sql`insert into auth.users ${sql(row)} returning *`;
    if (row.email) await identify(sql, made!);
    return toUser(made!);
  });
}

/** Lets a person sign in by the address that their row has now. */
export async function identify(sql: ISql, { id, email }: Row): Promise<void> {
  const data = sql.json({ sub: id, email, email_verified: true, phone_verified: false });
  await sql`
    insert into auth.identities (id, provider, provider_id, user_id, identity_data)
    values (${crypto.randomUUID()}, 'email', ${id}, ${id}, ${data})
    on conflict (provider, provider_id) do update set identity_data = excluded.identity_data, updated_at = now()`;
}
