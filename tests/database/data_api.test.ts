// The same rights once more, as clients meet them: supabase-js, real tokens, the Data API in between.
import { deepStrictEqual as equal } from "node:assert/strict";
import type { SupabaseClient } from "@supabase/supabase-js";
import { type Person, startTestStack } from "../support/stack.ts";

type Row = Record<string, unknown>;
type Answer = { data: unknown; error: { code: string } | null };

const denied = "42501";
/** Rows answered, or the code of the refusal. */
const said = ({ data, error }: Answer) => error ? error.code : Array.isArray(data) ? data.length : data;

Deno.test("the tables over the Data API", async (t) => {
  const stack = await startTestStack();
  const [owner, member, stranger] = [
    await stack.person("owner"),
    await stack.person("member"),
    await stack.person("stranger"),
  ];
  const admin = await stack.person("admin", { role: "admin" });
  const clients: Record<string, SupabaseClient> = {
    owner: owner.client,
    member: member.client,
    stranger: stranger.client,
    admin: admin.client,
    anonymous: stack.anonymous(),
    service: stack.service(),
  };

  /** Everybody tries every verb on the owner's row; what they add or remove is put back by the tables' owner. */
  const verbs = async (table: string, key: string, row: Row, add: Row, change: Row) => {
    const outcomes: Record<string, unknown[]> = {};
    for (const [name, client] of Object.entries(clients)) {
      const added = { ...add, ...("id" in add ? { id: crypto.randomUUID() } : {}) };
      const add_ = said(await client.from(table).insert(added as never)) ?? "added";
      const read = said(await client.from(table).select(key).eq(key, row[key] as string));
      const changed = said(await client.from(table).update(change as never).eq(key, row[key] as string).select(key));
      const removed = said(await client.from(table).delete().eq(key, row[key] as string).select(key));
      outcomes[name] = [add_, read, changed, removed];
      if (removed === 1) await stack.sql`insert into ${stack.sql(`public.${table}`)} ${stack.sql(row as never)}`;
    }
    return outcomes;
  };
  const made = async (who: Person, table: string, row: Row): Promise<Row> => {
    const { data, error } = await who.client.from(table).insert(row as never).select().single();
    if (error) throw error;
    const [whole] = await stack.sql`select * from ${stack.sql(`public.${table}`)} where id = ${
      (data as { id: string }).id
    }`;
    return whole as Row;
  };
  const id = crypto.randomUUID();
  const nobodyElse = {
    stranger: [denied, 0, 0, 0],
    anonymous: [denied, denied, denied, denied],
    admin: [denied, 1, 0, 0],
  };

  for (
    const [table, row, change] of [
      ["samples", { name: "Silk dress", status: "awaiting", eta_at: "2026-12-01T09:00:00Z" }, { status: "received" }],
      ["shots", { name: "Look 1", angle: "front" }, { required: 2 }],
      ["assets", { name: "1.jpg", sharpness: 0.5, palette: ["#ffffff"], tags: ["a", "b"] }, { status: "approved" }],
    ] as [string, Row, Row][]
  ) {
    await t.step(`${table} belong to their owner`, async () => {
      const theirs = await made(owner, table, row);
      equal(theirs.user_id, owner.user.id);
      equal(await verbs(table, "id", theirs, { id, user_id: owner.user.id }, change), {
        owner: ["added", 1, 1, 1],
        member: [denied, 0, 0, 0],
        ...nobodyElse,
        service: ["added", 1, 1, 1],
      });
    });
  }

  const event = await made(owner, "events", {
    name: "Runway",
    starts_at: "2026-12-01T08:00:00Z",
    resources: [{ id: "steamer", capacity: 2 }],
  });
  equal((await owner.client.from("event_members").insert({ event_id: event.id, user_id: member.user.id })).error, null);

  await t.step("events are their owner's; members look", async () => {
    const spare = await made(owner, "events", { starts_at: "2026-12-01T08:00:00Z" });
    await owner.client.from("event_members").insert({ event_id: spare.id, user_id: member.user.id });
    const add = { id, user_id: owner.user.id, starts_at: "2026-12-01T08:00:00Z" };
    const outcomes = await verbs("events", "id", spare, add, { name: "Show" });
    equal(outcomes, { // once the owner has removed it and it is back, the member is no longer on it
      owner: ["added", 1, 1, 1],
      member: [denied, 0, 0, 0],
      ...nobodyElse,
      service: ["added", 1, 1, 1],
    });
    equal(said(await member.client.from("events").select("id").eq("id", event.id as string)), 1);
    equal(
      said(await member.client.from("events").update({ name: "Mine" }).eq("id", event.id as string).select("id")),
      0,
    );
  });

  await t.step("tasks are everybody's on the event, removed by its owner", async () => {
    const task = await made(member, "tasks", {
      event_id: event.id,
      name: "Rig",
      staff: [{ role: "rigger", count: 2 }],
      dependencies: [],
    });
    equal(await verbs("tasks", "id", task, { id, event_id: event.id }, { status: "in_progress" }), {
      owner: ["added", 1, 1, 1],
      member: ["added", 1, 1, 0],
      ...nobodyElse,
      service: ["added", 1, 1, 1],
    });
  });

  await t.step("crew is the event owner's; members look", async () => {
    const crew = await made(owner, "crew_assignments", { event_id: event.id, name: "Lena", roles: ["rigger"] });
    equal(await verbs("crew_assignments", "id", crew, { id, event_id: event.id }, { name: "Lea" }), {
      owner: ["added", 1, 1, 1],
      member: [denied, 1, 0, 0],
      ...nobodyElse,
      service: ["added", 1, 1, 1],
    });
  });

  await t.step("event_members are the owner's to add, and their own to leave", async () => {
    const add = (client: SupabaseClient) =>
      client.from("event_members").insert({ event_id: event.id as string, user_id: stranger.user.id });
    equal(said(await add(member.client)), denied);
    equal(said(await add(stranger.client)), denied);
    equal((await add(owner.client)).error, null);
    equal(said(await member.client.from("event_members").delete().eq("user_id", stranger.user.id).select()), 0);
    equal(said(await stranger.client.from("event_members").delete().eq("user_id", stranger.user.id).select()), 1);
  });

  await t.step("packages are everybody's to read and the service's to keep", async () => {
    const add = { slug: "archive-day", name: "Archive Day", category: "event", price: 100, currency: "EUR" };
    for (const [name, client] of Object.entries(clients)) {
      equal(
        said(await client.from("packages").insert(add as never)) ?? "added",
        name === "service" ? "added" : denied,
        name,
      );
      if (name === "service") {
        equal(said(await client.from("packages").update({ price: 200 }).eq("slug", "archive-day").select()), 1);
      } else {equal(
          said(await client.from("packages").update({ price: 1 }).eq("slug", "archive-day").select()),
          denied,
          name,
        );}
    }
    equal(said(await clients.anonymous!.from("packages").select("price").eq("slug", "archive-day")), 1);
  });

  await t.step("conversations are written once, rated once, and nobody's to change", async () => {
    const exchange = {
      session_id: crypto.randomUUID(),
      message: "What blocks us?",
      response: { content: "Nothing." },
      kit_context: "logistics",
    };
    const written = await made(owner, "assistant_conversations", exchange);
    equal(
      await verbs("assistant_conversations", "id", written, { ...exchange, user_id: owner.user.id }, { message: "x" }),
      {
        owner: ["added", 1, denied, denied],
        member: [denied, 0, denied, denied],
        stranger: [denied, 0, denied, denied],
        anonymous: [denied, denied, denied, denied],
        admin: [denied, 1, denied, denied],
        service: ["added", 1, denied, denied],
      },
    );
    const rate = async (client: SupabaseClient) => {
      const { error, status } = await client.rpc("rate_conversation", { id: written.id, helpful: true });
      return error ? status : "rated";
    };
    equal([await rate(stranger.client), await rate(owner.client), await rate(owner.client)], [404, "rated", 409]);
  });

  await t.step("insights are read by their person, written by the service", async () => {
    const row = {
      user_id: owner.user.id,
      insight_type: "media-scorer",
      context_id: "all",
      data: { a: 1 },
      expires_at: "2099-01-01T00:00:00Z",
    };
    for (const [name, client] of Object.entries(clients)) {
      equal(
        said(await client.from("assistant_insights").insert(row as never)) ?? "added",
        name === "service" ? "added" : denied,
        name,
      );
    }
    equal((await owner.client.from("assistant_insights").select("data").single()).data, { data: { a: 1 } });
    equal(said(await stranger.client.from("assistant_insights").select("id")), 0);
  });

  await t.step("preferences are each person's own, upserted", async () => {
    const set = (who: Person, user_id: string) =>
      who.client.from("user_preferences").upsert({ user_id, default_kit: "media", kit_order: ["media", "events"] })
        .select("kit_order");
    equal((await set(owner, owner.user.id)).data, [{ kit_order: ["media", "events"] }]);
    equal((await set(owner, owner.user.id)).error, null);
    equal(said(await set(stranger, owner.user.id)), denied);
    equal(said(await stranger.client.from("user_preferences").select("user_id").eq("user_id", owner.user.id)), 0);
  });

  await t.step("analytics take what anybody says, without what would name them", async () => {
    const add = (client: SupabaseClient, row: Row) =>
      client.from("analytics_events").insert({ event_type: "search", ...row });
    equal((await add(clients.anonymous!, { event_data: { by: "ana@maison.fr" } })).error, null);
    equal(
      (await add(owner.client, { event_data: { password: "x", nested: { call: "+33 6 12 34 56 78" } } })).error,
      null,
    );
    equal(said(await add(stranger.client, { user_id: owner.user.id })), denied);
    equal((await owner.client.from("analytics_events").select("event_data")).data, [{
      event_data: { password: "[redacted]", nested: { call: "[phone]" } },
    }]);
    equal(said(await clients.anonymous!.from("analytics_events").select("id")), denied);
  });

  await t.step("the loaders answer one's own rows in the wire shape", async () => {
    const samples = (await owner.client.rpc("my_samples")).data as Row[];
    equal(samples.find((sample) => sample.name === "Silk dress")!.etaAt, "2026-12-01T09:00:00+00:00");
    equal((await stranger.client.rpc("my_samples")).data, []);
    equal(((await member.client.rpc("my_event", { p_event_id: event.id })).data as Row).name, "Runway");
    equal((await stranger.client.rpc("my_event", { p_event_id: event.id })).data, null);
    equal(said(await clients.anonymous!.rpc("my_samples")), denied);
  });

  await t.step("the machinery is the service's, and schema edge is not there", async () => {
    const call = { p_user_id: owner.user.id, p_function: "media-scorer" };
    for (const who of [owner.client, clients.anonymous!]) equal(said(await who.rpc("edge_admit", call)), denied);
    equal(((await clients.service!.rpc("edge_admit", call)).data as Row).remaining, 59);
    equal((await clients.service!.schema("edge").from("requests").select()).error !== null, true);
  });

  await t.step("an account exports itself and is gone when it says so", async () => {
    const exported = (await owner.client.rpc("export_my_data")).data as Record<string, Row[]>;
    equal([exported.samples!.length > 0, (exported.account as unknown as Row).email], [true, owner.email]);
    equal((await owner.client.rpc("delete_my_account")).error, null);
    const left = await stack.sql`select from auth.users where id = ${owner.user.id}`;
    equal(left.length, 0);
    equal(
      (await owner.client.auth.signInWithPassword({ email: owner.email, password: owner.password })).error !== null,
      true,
    );
  });

  await stack.stop();
});
