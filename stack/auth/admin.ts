/** `/auth/v1/admin/users`: people made, listed, changed and removed with the secret key. */
import bcrypt from "bcryptjs";
import type { Sql } from "postgres";
import { findUser, insertUser, toUser } from "./user.ts";

const passwordCost = 4; // A development tool: a strong hash would only slow its tests.

interface Wish {
  id?: string;
  email?: string;
  phone?: string;
  password?: string;
  email_confirm?: boolean;
  role?: string;
  app_metadata?: Record<string, unknown>;
  user_metadata?: Record<string, unknown>;
  /** A duration such as "24h", or "none". */
  ban_duration?: string;
}

/** Answers one admin request; the caller has already been found to hold the secret key. */
export async function answerAdmin(sql: Sql, request: Request, path: string): Promise<Response> {
  const id = path.match(/^\/admin\/users\/([0-9a-f-]{36})$/i)?.[1];
  if (path !== "/admin/users" && !id) return refusal(404, "not_found", "No such admin route");
  try {
    if (!id) {
      if (request.method === "GET") return await list(sql, new URL(request.url).searchParams);
      if (request.method === "POST") return await create(sql, await request.json());
    } else {
      const user = await findUser(sql, id);
      if (!user) return refusal(404, "user_not_found", "User not found");
      if (request.method === "GET") return Response.json(user);
      if (request.method === "PUT") return await change(sql, id, await request.json());
      if (request.method === "DELETE") return await remove(sql, id);
    }
    return refusal(405, "method_not_allowed", `${request.method} is not answered here`);
  } catch (error) {
    if ((error as { code?: string }).code === "23505") {
      return refusal(422, "email_exists", "A user with this email address has already been registered");
    }
    if (error instanceof SyntaxError) return refusal(400, "bad_json", "The body is not JSON");
    throw error;
  }
}

async function list(sql: Sql, query: URLSearchParams): Promise<Response> {
  const perPage = Math.min(Number(query.get("per_page")) || 50, 1000);
  const page = Math.max(Number(query.get("page")) || 1, 1);
  const rows = await sql`
    select * from auth.users order by created_at desc, id limit ${perPage} offset ${(page - 1) * perPage}`;
  const [total] = await sql`select count(*)::int as count from auth.users`;
  return Response.json({ users: rows.map(toUser), aud: "authenticated" }, {
    headers: { "x-total-count": String(total?.count ?? 0) },
  });
}

async function create(sql: Sql, wish: Wish): Promise<Response> {
  if (!wish.email && !wish.phone) {
    return refusal(400, "validation_failed", "Cannot create a user without either an email or phone");
  }
  const user = await insertUser(sql, {
    id: wish.id,
    email: wish.email,
    phone: wish.phone,
    passwordHash: wish.password && await hashPassword(wish.password),
    confirmed: wish.email_confirm ?? false,
    role: wish.role,
    appMetadata: wish.app_metadata,
    userMetadata: wish.user_metadata,
  });
  return Response.json(user);
}

async function change(sql: Sql, id: string, wish: Wish): Promise<Response> {
  const hash = wish.password ? await hashPassword(wish.password) : null;
  const hours = Number(wish.ban_duration?.match(/^(\d+)h$/)?.[1] ?? 0);
  const json = (value: Record<string, unknown> = {}) => sql.json(value as never);
  // A key given as null is taken away; nulls further inside are values.
  const unset = (value: Record<string, unknown> = {}) => Object.keys(value).filter((name) => value[name] === null);
  const [row] = await sql`
    update auth.users set
      raw_app_meta_data = (coalesce(raw_app_meta_data, '{}') || ${json(wish.app_metadata)}) - ${
    unset(wish.app_metadata)
  },
      raw_user_meta_data = (coalesce(raw_user_meta_data, '{}') || ${json(wish.user_metadata)}) - ${
    unset(wish.user_metadata)
  },
      email = coalesce(${wish.email?.toLowerCase() ?? null}, email),
      encrypted_password = coalesce(${hash}, encrypted_password),
      role = coalesce(${wish.role ?? null}, role),
      email_confirmed_at = case when ${wish.email_confirm ?? false} then now() else email_confirmed_at end,
      banned_until = case when ${wish.ban_duration ?? ""} = 'none' then null
        when ${hours} > 0 then now() + make_interval(hours => ${hours}) else banned_until end,
      updated_at = now()
    where id = ${id} returning *`;
  return Response.json(toUser(row!));
}

async function remove(sql: Sql, id: string): Promise<Response> {
  await sql.begin(async (sql) => {
    await sql`delete from auth.refresh_tokens where user_id = ${id}`;
    await sql`delete from auth.sessions where user_id = ${id}`;
    await sql`delete from auth.identities where user_id = ${id}`;
    await sql`delete from auth.users where id = ${id}`;
  });
  return Response.json({});
}

/** The form in which the engine compares passwords. */
export function hashPassword(password: string): Promise<string> {
  return bcrypt.hash(password, passwordCost);
}

/** An error in the Auth API's form. */
export function refusal(status: number, code: string, message: string): Response {
  return Response.json({ code: status, error_code: code, msg: message }, { status });
}
