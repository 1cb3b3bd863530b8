/** `/auth/v1`: the engine's Auth, with asymmetric tokens, metadata in them, anonymous people and the admin API. */
import type { Sql } from "postgres";
import { type Keys, randomText } from "../keys.ts";
import { type Engine, tokenLifetimeS } from "../rest.ts";
import { answerAdmin, refusal } from "./admin.ts";
import { settleAddress } from "./address.ts";
import { readClaims, type Tokens } from "./tokens.ts";
import { findUser, insertUser, type User } from "./user.ts";

/** What signing in, up or on again answers. */
interface Session {
  access_token: string;
  user: User;
  [field: string]: unknown;
}

export interface Auth {
  /** Answers a request to `/auth/v1` + `path`. */
  fetch(request: Request, path: string): Promise<Response>;
}

export function openAuth(
  { engine, sql, keys, tokens }: { engine: Engine; sql: Sql; keys: Keys; tokens: Tokens },
): Auth {
  /** Replaces the engine's access token by one with every claim of the platform's. */
  async function dress(session: Session, method: string): Promise<Session> {
    const inner = readClaims(session.access_token);
    const { user } = session;
    const { anonymous } = await standing(user.id);
    const access_token = await tokens.sign({
      iss: tokens.issuer,
      sub: user.id,
      aud: "authenticated",
      exp: inner.exp,
      iat: inner.iat,
      email: user.email ?? "",
      phone: user.phone ?? "",
      app_metadata: user.app_metadata ?? {},
      user_metadata: user.user_metadata ?? {},
      role: inner.role,
      aal: "aal1",
      amr: [{ method, timestamp: inner.iat }],
      session_id: inner.session_id,
      is_anonymous: anonymous,
    });
    return { ...session, access_token, user: { ...user, is_anonymous: anonymous } };
  }

  /** What the engine does not know of a person. */
  async function standing(id: string): Promise<{ anonymous: boolean; banned: boolean }> {
    const [row] = await sql`
      select is_anonymous as anonymous, coalesce(banned_until > now(), false) as banned from auth.users where id = ${id}`;
    return { anonymous: row?.anonymous ?? false, banned: row?.banned ?? false };
  }

  /** The engine knows no anonymous people: make one and a session, then let the engine refresh it. */
  async function signUpAnonymously(data: Record<string, unknown>): Promise<Response> {
    const user = await insertUser(sql, { confirmed: false, anonymous: true, userMetadata: data });
    const [session, refreshToken, now] = [crypto.randomUUID(), randomText(9), new Date()];
    await sql`insert into auth.sessions ${
      sql({ id: session, user_id: user.id, aal: "aal1", created_at: now, updated_at: now })
    }`;
    await sql`insert into auth.refresh_tokens (id, token, user_id, session_id, revoked, created_at, updated_at)
      values (${crypto.randomUUID()}, ${refreshToken}, ${user.id}, ${session}, false, ${now}, ${now})`;
    const iat = Math.floor(now.getTime() / 1000);
    const access_token = await tokens.sign({
      sub: user.id,
      role: user.role,
      iat,
      exp: iat + tokenLifetimeS,
      session_id: session,
    });
    const answer = { access_token, token_type: "bearer", expires_in: tokenLifetimeS, expires_at: iat + tokenLifetimeS };
    return Response.json(await dress({ ...answer, refresh_token: refreshToken, user }, "anonymous"));
  }

  return {
    async fetch(request, path) {
      if (path === "/.well-known/jwks.json") {
        return Response.json(tokens.jwks, { headers: { "cache-control": "public, max-age=600" } });
      }
      if (path.startsWith("/admin/")) {
        if (request.headers.get("apikey") !== keys.secret) return refusal(403, "not_admin", "User not allowed");
        return await answerAdmin(sql, request, path);
      }
      if (path === "/signup" && request.method === "POST") {
        const wish = await request.clone().json().catch(() => undefined);
        if (wish && !wish.email && !wish.phone && !wish.password) {
          if (!isKey(request.headers.get("apikey"))) return refusal(401, "no_api_key", "No API key found in request");
          return await signUpAnonymously(wish.data ?? {});
        }
        if (wish?.phone && !wish.email) return refusal(400, "phone_provider_disabled", "Phone signups are disabled");
      }
      if (path === "/user") return await answerUser(request);
      if (path === "/verify" && request.method === "GET") return await followLink(request);
      if (path === "/verify") return await dressed(await engine.fetch(await namedAsKnown(request)), path);
      const response = await engine.fetch(request);
      return response.ok && ["/signup", "/token"].includes(path) ? await dressed(response, path) : response;
    },
  };

  function isKey(key: string | null): boolean {
    return key === keys.publishable || key === keys.secret;
  }

  async function dressed(response: Response, path: string): Promise<Response> {
    if (!response.ok || !response.headers.get("content-type")?.includes("json")) return response;
    const body = await response.json();
    if (!body?.access_token || !body.user) return sameButFor(response, body);
    if (path === "/token" && (await standing(body.user.id)).banned) {
      await sql`delete from auth.sessions where id = ${readClaims(body.access_token).session_id!}`;
      return refusal(400, "user_banned", "User is banned");
    }
    return sameButFor(response, await dress(body, path === "/verify" ? "otp" : "password"));
  }

  /** A link of a mail, as the log shows them: where it leads, with a token that is good. */
  async function followLink(request: Request): Promise<Response> {
    const response = await engine.fetch(request);
    const [address, fragment] = (response.headers.get("location") ?? "").split("#");
    const told = new URLSearchParams(fragment);
    const inner = told.get("access_token");
    const user = inner && await findUser(sql, readClaims(inner).sub!);
    if (!user) return response;
    told.set("access_token", (await dress({ access_token: inner, user }, "otp")).access_token);
    const headers = new Headers(response.headers);
    headers.set("location", `${address}#${told}`);
    return new Response(null, { status: response.status, headers });
  }

  /** Reads or changes the signed-in person. No mail is sent, so a new address holds at once. */
  async function answerUser(request: Request): Promise<Response> {
    const { method, url } = request;
    const headers = new Headers(request.headers);
    const response = await engine.fetch(request);
    if (!response.ok || method === "OPTIONS") return response;
    let user: User = await response.json();
    if (method === "PUT" && await settleAddress(sql, user.id)) {
      for (const name of ["content-type", "content-length"]) headers.delete(name);
      user = await (await engine.fetch(new Request(url, { headers }))).json();
    }
    return sameButFor(response, { ...user, is_anonymous: (await standing(user.id)).anonymous });
  }
}

/** The engine knows the codes of mails by their kind only; `email` is for those that sign in. */
async function namedAsKnown(request: Request): Promise<Request> {
  const body = await request.clone().json().catch(() => undefined);
  if (body?.type !== "email") return request;
  const headers = new Headers(request.headers);
  headers.delete("content-length");
  return new Request(request.url, { method: "POST", headers, body: JSON.stringify({ ...body, type: "magiclink" }) });
}

/** The same response with another body. */
function sameButFor(response: Response, body: unknown): Response {
  const headers = new Headers(response.headers);
  headers.delete("content-length");
  return new Response(JSON.stringify(body), { status: response.status, headers });
}
