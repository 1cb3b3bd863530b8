/** `/auth/v1/admin/users`: people made, listed, changed and removed with the secret key. */
import bcrypt from "bcryptjs";
import type { Sql } from "postgres";
import { findUser, insertUser, toUser } from "./user.ts";
import { banEnd, readWish, type Wish, Wrong } from "./wish.ts";

const passwordCost = 4; // A development tool: a strong hash would only slow its tests.

/** Answers one admin request; the caller has already been found to hold the secret key. */
export async function answerAdmin(sql: Sql, request: Request, path: string): Promise<Response> {
  const id = path.match(/^\/admin\/users\/([0-9a-f-]{36})$/i)?.[1];
  if (path !== "/admin/users" && !id) return refusal(404, "not_found", "No such admin route");
  try {
    if (!id) {
      if (request.method === "GET") return await list(sql, new URL(request.url).searchParams);
      if (request.method === "POST") return await create(sql, readWish(await request.json()));
    } else {
      const user = await findUser(sql, id);
      if (!user) return refusal(404, "user_not_found", "User not found");
      if (request.method === "GET") return Response.json(user);
      if (request.method === "PUT") return await change(sql, id, readWish(await request.json()));
      if (request.method === "DELETE") return await remove(sql, id);
    }
    return refusal(405, "method_not_allowed", `${request.method} is not answered here`);
  } catch (error) {
    const { code, constraint_name: fact = "" } = error as { code?: string; constraint_name?: string };
    if (code === "23505" && fact.includes("phone")) {
      return refusal(422, "phone_exists", "A user with this phone number has already been registered");
    }
    if (code === "23505" && fact.includes("email")) {
      return refusal(422, "email_exists", "A user with this email address has already been registered");
    }
    if (code === "23505") return refusal(422, "user_already_exists", "User already registered");
    if (error instanceof Wrong) return refusal(error.status, error.code, error.message);
    if (error instanceof SyntaxError) return refusal(400, "bad_json", "The body is not JSON");
    throw error;
  }
}

async function list(sql: Sql, query: URLSearchParams): Promise<Response> {
  const [page, perPage] = [["page", 1], ["per_page", 50]].map(([name, usual]) => {
    const given = query.get(String(name)) || String(usual);
    if (!/^[1-9]\d{0,8}$/.test(given)) {
      throw new Wrong("validation_failed", `Bad Pagination Parameters: ${name} ${given}`);
    }
    return Number(given);
  }) as [number, number];
  const rows = await sql`
    select * from auth.users order by created_at desc, id limit ${perPage} offset ${(page - 1) * perPage}`;
  const [count] = await sql`select count(*)::int as total from auth.users`;
  const total: number = count!.total;
  const last = Math.max(Math.ceil(total / perPage), 1);
  const link = (page: number, rel: string) => `</admin/users?page=${page}&per_page=${perPage}>; rel="${rel}"`;
  const links = [...(page < last ? [link(page + 1, "next")] : []), link(last, "last")];
  return Response.json({ users: rows.map(toUser), aud: "authenticated" }, {
    headers: { "x-total-count": String(total), link: links.join(", ") },
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
    bannedUntil: banEnd(wish) ?? undefined,
  });
  return Response.json(user);
}

async function change(sql: Sql, id: string, wish: Wish): Promise<Response> {
  const hash = wish.password ? await hashPassword(wish.password) : null;
  const end = banEnd(wish);
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
      phone = coalesce(${wish.phone ?? null}, phone),
      encrypted_password = coalesce(${hash}, encrypted_password),
      role = coalesce(${wish.role ?? null}, role),
      email_confirmed_at = case when ${wish.email_confirm ?? false} then now() else email_confirmed_at end,
      banned_until = case when ${end !== undefined} then ${end ?? null}::timestamptz else banned_until end,
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
