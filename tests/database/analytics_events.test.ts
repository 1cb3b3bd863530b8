import { deepStrictEqual as equal } from "node:assert/strict";
import { admin, anonymous, as, refusal, service, signUp } from "./support/people.ts";
import { denied, rights } from "./support/rights.ts";
import { scratch, type Sql } from "./support/scratch.ts";

Deno.test("analytics_events", async (t) => {
  const { sql, close } = await scratch();
  const [owner, stranger] = [await signUp(sql), await signUp(sql)];
  const people = { owner, stranger, anonymous, admin: await admin(sql), service };
  const [event] = await as(
    sql,
    owner,
    (tx) => tx`insert into public.analytics_events (event_type) values ('page_view') returning *`,
  );

  await t.step("are added by everybody as themselves or as nobody, read by their person and admins", async () => {
    equal(
      await rights(sql, people, {
        read: (tx) => tx`select * from public.analytics_events where id = ${event.id}`,
        addAsOwner: (tx) => tx`insert into public.analytics_events (user_id, event_type) values (${owner.id}, 'click')`,
        addAsNobody: (tx) => tx`insert into public.analytics_events (user_id, event_type) values (null, 'click')`,
        change: (tx) => tx`update public.analytics_events set event_type = 'x' where id = ${event.id}`,
        remove: (tx) => tx`delete from public.analytics_events where id = ${event.id}`,
      }),
      {
        owner: { read: 1, addAsOwner: 1, addAsNobody: 1, change: denied, remove: denied },
        stranger: { read: 0, addAsOwner: denied, addAsNobody: 1, change: denied, remove: denied },
        anonymous: { read: denied, addAsOwner: denied, addAsNobody: 1, change: denied, remove: denied },
        admin: { read: 1, addAsOwner: denied, addAsNobody: 1, change: denied, remove: denied },
        service: { read: 1, addAsOwner: 1, addAsNobody: 1, change: 1, remove: 1 },
      },
    );
  });

  const redacted = async (data: unknown) => (await sql`select edge.redact(${sql.json(data as never)}) as r`)[0].r;
  const text = async (value: string) => (await sql`select edge.redact_text(${value}) as r`)[0].r;

  await t.step("lose what would name a person, at any depth, in values and in keys", async () => {
    const stored = await as(
      sql,
      owner,
      (tx) =>
        tx`insert into public.analytics_events (event_type, page_route, event_data) values ('search', '/invite?to=ana@maison.fr', ${
          tx.json({
            query: "call me on +33 6 12 34 56 78 or ana.b@maison.fr",
            nested: [{ deep: { "ana@maison.fr": 1, note: "card 4111 1111 1111 1111 please" } }],
            password: "hunter2",
            Authorization: { scheme: "Bearer" },
            "x-api-key": ["a", "b"],
            contactPhone: 612345678,
            paid: 4111111111111111,
            kept: {
              count: 3,
              ratio: 0.5,
              ok: true,
              none: null,
              on: "2026-11-21T05:50:46Z",
              id: "9b2d1f0e-5c55-4a63-8a2d-3f0f6d1f2a10",
            },
          })
        }) returning page_route, event_data`,
    );
    equal(stored[0], {
      page_route: "/invite?to=[email]",
      event_data: {
        query: "call me on [phone] or [email]",
        nested: [{ deep: { "[email]": 1, note: "card [card] please" } }],
        password: "[redacted]",
        Authorization: "[redacted]",
        "x-api-key": "[redacted]",
        contactPhone: "[redacted]",
        paid: "[card]",
        kept: {
          count: 3,
          ratio: 0.5,
          ok: true,
          none: null,
          on: "2026-11-21T05:50:46Z",
          id: "9b2d1f0e-5c55-4a63-8a2d-3f0f6d1f2a10",
        },
      },
    });
  });

  await t.step("lose tokens, however they come", async () => {
    const tokens = [
      "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl",
      "sb_secret_abc123DEF456",
      "sb_publishable_abc123",
      "Bearer abcdef0123456789",
      "sk_live_abcdefghijklmnop",
      "ghp_abcdefghijklmnopqrst",
      "shpat_0123456789abcdef",
      "xoxb-0123456789-abcdef",
      "AKIAIOSFODNN7EXAMPLE",
      "sk-proj-abcdefghijklmnop0123",
      "AIzaSyA1234567890abcdefghijklmnopqrstuvw",
      "Basic dXNlcjpwYXNzd29yZA==",
      "glpat-abcdefghij0123456789",
      "xapp-1-A0123456789-0123456789",
    ];
    for (const token of tokens) equal(await text(`key ${token} end`), "key [token] end", token);
  });

  await t.step("lose what a text itself names as secret", async () => {
    const said = {
      "/reset?token=s3cr3t&page=2": "/reset?token=[redacted]&page=2",
      "/callback#access_token=abc&refresh_token=def": "/callback#access_token=[redacted]&refresh_token=[redacted]",
      "api_key = abc, x": "api_key = [redacted], x",
      "Password: hunter2, ok": "Password: [redacted], ok",
      '{"client_secret":"abc","n":1}': '{"client_secret":"[redacted]","n":1}',
    };
    for (const [before, after] of Object.entries(said)) {
      equal(await text(before), after);
      equal(await text(after), after);
    }
    equal(await text("the secret garden, tokens of love"), "the secret garden, tokens of love");
  });

  await t.step("lose what stands under a key named like a secret, however it is spelled", async () => {
    const keys = [
      "apiKey",
      "API_KEY",
      "private-key",
      "serviceRoleKey",
      "signing_key",
      "accessToken2",
      "Set-Cookie",
      "client secret",
      "pwd",
    ];
    for (const key of [...keys, "motDePasse", "e-mail", "phoneNumber", "IBAN", "cardNumber"]) {
      equal(await redacted([{ [key]: { inside: ["x"] } }]), [{ [key]: "[redacted]" }], key);
    }
    const plain = { sortKey: "name", tokenise: null, monkey: "x", pinned: true, cards: 3, authored: "x" };
    equal(await redacted(plain), plain);
  });

  await t.step("lose phone numbers as people write them", async () => {
    for (
      const phone of [
        "+1 (555) 123-4567",
        "+4915112345678",
        "0049 151 12345678",
        "(555) 123-4567",
        "555-123-4567",
        "555.123.4567",
        "030 12345678",
        "01512345678",
        "5552345678",
        "06 12 34 56 78",
        "06.12.34.56.78",
        "02 1234 5678",
        "079 123 45 67",
        "0151 234 567 89",
        "612 34 56 78",
        "91 123 45 67",
        "(11) 91234-5678",
        "98765 43210",
        "090-1234-5678",
      ]
    ) {
      equal(await text(`call ${phone}, thanks`), "call [phone], thanks", phone);
    }
  });

  await t.step("lose card numbers with a right check digit only", async () => {
    for (const card of ["4111111111111111", "5500-0000-0000-0004", "3400 000000 00009", "6011000000000004"]) {
      equal(await text(`pay ${card}`), "pay [card]", card);
    }
    equal(await text("order 4111111111111112"), "order 4111111111111112");
    const beside = {
      "4111111111111111 123": "[card] 123",
      "12 4111111111111111": "12 [card]",
      "4111 1111 1111 1111 12/29": "[card] 12/29",
      "1234 4111 1111 1111 1111 123": "1234 [card] 123",
      "card-4111-1111-1111-1111.": "card-[card].",
      "4111.1111.1111.1111": "[card]",
      "3782 822463 10005 1234": "[card] 1234",
      "4111111111111111,5500000000000004": "[card],[card]",
    };
    for (const [before, after] of Object.entries(beside)) equal(await text(before), after);
  });

  await t.step("keep what is not personal: dates, amounts, ids, versions", async () => {
    for (
      const plain of [
        "2026-11-21",
        "2026-11-21T05:50:46.123Z",
        "1763704246",
        "1763704246123",
        "12,450.00 EUR",
        "v1.24.3",
        "order 10023",
        "look-07",
        "9b2d1f0e-5c55-4a63-8a2d-3f0f6d1f2a10",
        "192.168.0.1",
        "size 36/38",
        "50 x 70 cm",
        "/events/42/tasks?page=2",
        "01/02/2026 10:30",
        "01.02.2026",
        "2026-11-21 05:50:46",
        "86 61 89 39",
        "12345678-1234-4234-8234-123456789012",
      ]
    ) equal(await text(plain), plain);
  });

  await t.step("keep what was not said unsaid", async () => {
    const [stored] = await as(
      sql,
      owner,
      (tx) => tx`insert into public.analytics_events (event_type) values ('login') returning page_route, kit_context`,
    );
    equal({ ...stored }, { page_route: null, kit_context: null });
  });

  await t.step("are redacted once: a second pass changes nothing", async () => {
    const once = await redacted({ a: "ana@maison.fr +33612345678", token: "x", list: ["4111111111111111"] });
    equal(await redacted(once), once);
  });

  await t.step("are refused when they are large or not an object, and when they nest without end", async () => {
    const add = (data: unknown) =>
      refusal(
        as(sql, owner, (tx) =>
          tx`insert into public.analytics_events (event_type, event_data) values ('x', ${tx.json(data as never)})`),
      );
    equal(await add({ a: "x".repeat(20_000) }), "23514");
    equal(await add({ a: "x".repeat(200_000) }), "23514");
    equal(await add(["list"]), "23514");
    equal(await refusal(nested(sql, owner, 5000)), "allowed");
    equal(await refusal(nested(sql, owner, 40_000)), "54001");
  });

  await t.step("are removed after thirteen months", async () => {
    await sql`insert into public.analytics_events (event_type, created_at) values ('old', now() - interval '14 months'), ('young', now() - interval '12 months')`;
    equal((await sql`select edge.job_purge_analytics()::int as gone`)[0].gone, 1);
    equal((await sql`select from public.analytics_events where event_type = 'young'`).length, 1);
  });

  await close();
});

function nested(sql: Sql, who: Parameters<typeof as>[1], depth: number): Promise<unknown> {
  return as(sql, who, (tx) =>
    tx`insert into public.analytics_events (event_type, event_data)
    values ('x', ('{"a":' || repeat('[', ${depth}) || repeat(']', ${depth}) || '}')::jsonb)`);
}
