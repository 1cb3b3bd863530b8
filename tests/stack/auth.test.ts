/** Signing up, in and on, tokens and the admin API, through the real client. */
import assert from "node:assert/strict";
import { readClaims } from "../../stack/auth/tokens.ts";
import { adminEmail, demoEmail } from "../../stack/seed.ts";
import { testProject } from "../support/project.ts";
import { startTestStack } from "../support/stack.ts";

Deno.test("auth", { sanitizeOps: false, sanitizeResources: false }, async (t) => {
  const stack = await startTestStack(testProject);
  const service = stack.service();

  await t.step("signing up gives a token with every claim of the platform's, signed by the published key", async () => {
    const { client, user, token } = await stack.person("somebody");
    const { data, error } = await client.auth.getClaims();
    assert.ifError(error);
    assert.equal(data!.header.alg, "ES256");
    const { iss, aud, role, sub, email, aal, is_anonymous, app_metadata, session_id, exp, iat } = data!.claims;
    assert.deepEqual([iss, aud, role, sub], [`${stack.url}/auth/v1`, "authenticated", "authenticated", user.id]);
    assert.deepEqual([email, aal, is_anonymous], [user.email, "aal1", false]);
    assert.deepEqual(app_metadata, { provider: "email", providers: ["email"] });
    assert.match(session_id, /^[0-9a-f-]{36}$/);
    assert.equal(exp - iat, 3600);
    assert.equal((await client.auth.getUser()).data.user!.id, user.id);
    assert.equal((await stack.anonymous().auth.getUser(token)).data.user!.id, user.id);
  });

  await t.step("a trigger on auth.users sees the metadata as an object", async () => {
    const client = stack.anonymous();
    const { data } = await client.auth.signUp({
      email: "handle@people.test",
      password: "secret123",
      options: { data: { handle: "alice" } },
    });
    const [profile] = await stack.sql`select handle from public.profiles where id = ${data.user!.id}`;
    assert.equal(profile!.handle, "alice");
  });

  await t.step("the wrong password and a taken address are refused", async () => {
    const { email, password } = await stack.person("careful");
    const wrong = await stack.anonymous().auth.signInWithPassword({ email, password: "wrong" });
    assert.equal(wrong.error?.code, "invalid_credentials");
    const taken = await stack.anonymous().auth.signUp({ email, password });
    assert.equal(taken.error?.code, "user_already_exists");
  });

  await t.step("a refreshed token keeps the metadata that an admin gave meanwhile", async () => {
    const { client, user } = await stack.person("promoted");
    await service.auth.admin.updateUserById(user.id, { app_metadata: { role: "admin" } });
    const { data, error } = await client.auth.refreshSession();
    assert.ifError(error);
    const claims = readClaims(data.session!.access_token);
    assert.deepEqual(claims.app_metadata, { provider: "email", providers: ["email"], role: "admin" });
  });

  await t.step("signing out ends the session", async () => {
    const { client } = await stack.person("leaving");
    const { data } = await client.auth.getSession();
    assert.ifError((await client.auth.signOut()).error);
    const again = await stack.anonymous().auth.refreshSession({ refresh_token: data.session!.refresh_token });
    assert.ok(again.error);
  });

  await t.step("anonymous people are people, and can be told apart", async () => {
    const client = stack.anonymous();
    const { data, error } = await client.auth.signInAnonymously({ options: { data: { from: "shop" } } });
    assert.ifError(error);
    assert.equal(data.user!.is_anonymous, true);
    const refreshed = await client.auth.refreshSession();
    const claims = readClaims(refreshed.data.session!.access_token);
    assert.deepEqual([claims.is_anonymous, claims.role, claims.sub], [true, "authenticated", data.user!.id]);
    assert.deepEqual(claims.user_metadata, { from: "shop" });
  });

  await t.step("admins make, list, find, change and remove people", async () => {
    const { data: made, error } = await service.auth.admin.createUser({
      email: "Made@People.test",
      password: "secret123",
      email_confirm: true,
      app_metadata: { role: "admin" },
      user_metadata: { colour: "red" },
    });
    assert.ifError(error);
    const { id } = made.user!;
    assert.equal(made.user!.email, "made@people.test");
    const signedIn = await stack.anonymous().auth.signInWithPassword({
      email: "made@people.test",
      password: "secret123",
    });
    assert.equal(readClaims(signedIn.data.session!.access_token).app_metadata!.role, "admin");
    const twice = await service.auth.admin.createUser({ email: "made@people.test", password: "secret123" });
    assert.equal(twice.error?.code, "email_exists");
    const listed = await service.auth.admin.listUsers({ page: 1, perPage: 100 });
    assert.ok(listed.data.users.some((user) => user.id === id));
    await service.auth.admin.updateUserById(id, { user_metadata: { colour: null, size: { width: null } } });
    const found = await service.auth.admin.getUserById(id);
    assert.deepEqual(found.data.user!.user_metadata, { size: { width: null } });
    assert.ifError((await service.auth.admin.deleteUser(id)).error);
    assert.equal((await service.auth.admin.getUserById(id)).error?.code, "user_not_found");
  });

  await t.step("a ban holds from its first to its last moment", async () => {
    const { admin } = service.auth;
    const { client, user, email, password } = await stack.person("banned");
    for (const ban_duration of ["24h", "1h30m"]) {
      assert.ifError((await admin.updateUserById(user.id, { ban_duration })).error);
      const signedIn = await stack.anonymous().auth.signInWithPassword({ email, password });
      assert.deepEqual([signedIn.error?.status, signedIn.error?.code], [400, "user_banned"], ban_duration);
    }
    assert.equal((await client.auth.refreshSession()).error?.code, "user_banned");
    assert.equal((await admin.updateUserById(user.id, { ban_duration: "soon" })).error?.code, "validation_failed");
    assert.ifError((await admin.updateUserById(user.id, { ban_duration: "none" })).error);
    assert.ifError((await stack.anonymous().auth.signInWithPassword({ email, password })).error);
    const made = { email: `made-${email}`, password, email_confirm: true, ban_duration: "10m" };
    assert.ifError((await admin.createUser(made)).error);
    assert.equal((await stack.anonymous().auth.signInWithPassword(made)).error?.code, "user_banned");
  });

  await t.step("a new address holds at once, and makes a person of an anonymous one", async () => {
    const { client, email, password } = await stack.person("moving");
    const moved = await client.auth.updateUser({ email: `New-${email}` });
    assert.ifError(moved.error);
    assert.deepEqual([moved.data.user!.email, moved.data.user!.new_email ?? ""], [`new-${email}`, ""]);
    assert.ifError((await stack.anonymous().auth.signInWithPassword({ email: `new-${email}`, password })).error);
    assert.ok((await stack.anonymous().auth.signInWithPassword({ email, password })).error);

    const visitor = stack.anonymous();
    await visitor.auth.signInAnonymously();
    assert.equal((await visitor.auth.getUser()).data.user!.is_anonymous, true);
    const joined = await visitor.auth.updateUser({ email, password });
    assert.ifError(joined.error);
    assert.deepEqual([joined.data.user!.email, joined.data.user!.is_anonymous], [email, false]);
    const again = await stack.anonymous().auth.signInWithPassword({ email, password });
    assert.equal(again.data.user?.id, joined.data.user!.id);
    assert.equal(readClaims(again.data.session!.access_token).is_anonymous, false);
    assert.equal((await visitor.auth.getUserIdentities()).data!.identities.length, 1);
  });

  await t.step("a mail is not sent but shown: its link and its code sign in", async () => {
    const { email } = await stack.person("forgetful");
    const mail = async (send: () => Promise<unknown>) => {
      const [shown, print] = [[] as string[], console.info];
      console.info = (...words: unknown[]) => shown.push(words.join(" "));
      await send();
      console.info = print;
      return shown.join("\n");
    };
    const reset = await mail(() => stack.anonymous().auth.resetPasswordForEmail(email));
    const answer = await fetch(reset.match(/http\S+verify\S+/)![0], { redirect: "manual" });
    const told = new URLSearchParams(new URL(answer.headers.get("location")!).hash.slice(1));
    const client = stack.anonymous();
    const [access_token, refresh_token] = [told.get("access_token")!, told.get("refresh_token")!];
    assert.ifError((await client.auth.setSession({ access_token, refresh_token })).error);
    assert.ifError((await client.auth.updateUser({ password: "remembered" })).error);
    assert.ifError((await stack.anonymous().auth.signInWithPassword({ email, password: "remembered" })).error);

    const login = await mail(() => stack.anonymous().auth.signInWithOtp({ email }));
    const code = login.match(/code is: (\d+)/)![1]!;
    const signedIn = await stack.anonymous().auth.verifyOtp({ email, token: code, type: "email" });
    assert.ifError(signedIn.error);
    assert.equal((await stack.withToken(signedIn.data.session!.access_token).from("notes").select()).status, 200);
  });

  await t.step("what an admin asks for is checked, and lists tell of their next and last page", async () => {
    const { admin } = service.auth;
    const person = { email: "checked@people.test", password: "secret123" };
    const refused: [Record<string, unknown>, string][] = [
      [{ ...person, email: "nobody" }, "validation_failed"],
      [{ ...person, email: 5 }, "bad_json"],
      [{ ...person, password: "short" }, "weak_password"],
      [{ ...person, id: "x" }, "validation_failed"],
      [{ ...person, app_metadata: "admin" }, "bad_json"],
    ];
    for (const [wish, code] of refused) {
      assert.equal((await admin.createUser(wish)).error?.code, code, JSON.stringify(wish));
    }
    const { data } = await admin.createUser({ ...person, phone: "491700000001" });
    assert.equal(data.user!.phone, "491700000001");
    const phoned = await admin.updateUserById(data.user!.id, { phone: "491700000002" });
    assert.equal(phoned.data.user!.phone, "491700000002");
    assert.equal((await admin.createUser({ ...person, id: data.user!.id, email: "b@c.test" })).error?.status, 422);
    const listed = await admin.listUsers({ page: 1, perPage: 2 });
    const { users, nextPage, lastPage, total } = listed.data as Record<string, unknown> & { users: unknown[] };
    assert.deepEqual([users.length, nextPage], [2, 2]);
    assert.ok(Number(total) > 2 && Number(lastPage) >= 2);
    assert.equal((await admin.listUsers({ page: 1, perPage: -5 })).error?.status, 400);
    const nothing = await fetch(`${stack.url}/auth/v1/admin/users`, {
      method: "POST",
      headers: { apikey: stack.secretKey },
      body: "null",
    });
    assert.equal(nothing.status, 400);
  });

  await t.step("nobody is an admin without the secret key", async () => {
    const { client } = await stack.person("curious", { role: "admin" });
    assert.equal((await client.auth.admin.listUsers()).error?.status, 403);
    assert.equal((await stack.anonymous().auth.admin.listUsers()).error?.status, 403);
  });

  await t.step("the demo and the admin user can sign in", async () => {
    const { demoPassword, adminPassword } = stack.stack.keys;
    const demo = await stack.anonymous().auth.signInWithPassword({ email: demoEmail, password: demoPassword });
    assert.ifError(demo.error);
    const admin = await stack.anonymous().auth.signInWithPassword({ email: adminEmail, password: adminPassword });
    assert.equal(readClaims(admin.data.session!.access_token).app_metadata!.role, "admin");
  });

  await t.step("expired, forged and unsigned tokens, and tokens of the engine's kind, are refused", async () => {
    const { user } = await stack.person("victim");
    const hs256 = await engineToken(stack.stack.keys.engineSecret, user.id);
    const bad = {
      expired: await stack.mint({ sub: user.id, exp: Math.floor(Date.now() / 1000) - 1 }),
      forged: await stack.forge({ sub: user.id }),
      unsigned: stack.unsigned({ sub: user.id }),
      shared: hs256,
      garbage: "a.b.c",
    };
    for (const [kind, token] of Object.entries(bad)) {
      const { status } = await stack.withToken(token).from("notes").select();
      assert.equal(status, 401, kind);
    }
    const late = await stack.withToken(bad.expired).from("notes").select();
    assert.deepEqual([late.error?.code, late.error?.message], ["PGRST303", "JWT expired"]);
    assert.match((await stack.anonymous().auth.getUser(bad.expired)).error!.message, /token is expired/);
    const signed = await stack.mint({ sub: user.id });
    // The last letter carries two bits that mean nothing.
    const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    for (const text of [`${signed}==`, signed.replace(/.$/, (last) => digits[digits.indexOf(last) ^ 1]!)]) {
      assert.equal(
        (await stack.withToken(text).from("notes").select()).status,
        401,
        "the same signature in another text",
      );
    }
    const good = await stack.withToken(signed).from("notes").select();
    assert.equal(good.status, 200);
  });

  await t.step("browsers of any origin may call", async () => {
    for (const path of ["/rest/v1/notes", "/auth/v1/token", "/realtime/v1/api/broadcast"]) {
      const answer = await fetch(stack.url + path, {
        method: "OPTIONS",
        headers: {
          origin: "https://shop.test",
          "access-control-request-method": "POST",
          "access-control-request-headers": "apikey,authorization,x-own",
        },
      });
      assert.equal(answer.headers.get("access-control-allow-origin"), "*", path);
      assert.match(answer.headers.get("access-control-allow-headers")!, /x-own/);
    }
    const answer = await fetch(`${stack.url}/rest/v1/notes`, { headers: { apikey: stack.publishableKey } });
    assert.equal(answer.headers.get("access-control-allow-origin"), "*");
    await answer.body?.cancel();
  });

  await stack.stop();
});

/** A token of the kind that the gateway gives the engine; outside it must be worth nothing. */
async function engineToken(secret: string, sub: string): Promise<string> {
  const utf8 = (text: string) => new TextEncoder().encode(text);
  const key = await crypto.subtle.importKey("raw", utf8(secret), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const part = (value: unknown) => utf8(JSON.stringify(value)).toBase64({ alphabet: "base64url", omitPadding: true });
  const exp = Math.floor(Date.now() / 1000) + 600;
  const text = `${part({ alg: "HS256", typ: "JWT" })}.${part({ sub, role: "authenticated", exp })}`;
  const mark = new Uint8Array(await crypto.subtle.sign("HMAC", key, utf8(text)));
  return `${text}.${mark.toBase64({ alphabet: "base64url", omitPadding: true })}`;
}
