/** Broadcast and presence, through the real client. */
import assert from "node:assert/strict";
import { testProject } from "../support/project.ts";
import { Inbox, join } from "../support/realtime.ts";
import { startTestStack } from "../support/stack.ts";

type Heard = { event: string; payload: Record<string, unknown> };

Deno.test("broadcast and presence", { sanitizeOps: false, sanitizeResources: false }, async (t) => {
  const stack = await startTestStack(testProject);
  const owner = await stack.person("owner");
  const other = await stack.person("other");
  const room = `user:${owner.user.id}`;
  const hear = (inbox: Inbox<Heard>) => (channel: Awaited<ReturnType<typeof join>>) => {
    channel.on("broadcast", { event: "*" }, inbox.put as never);
  };
  const post = (path: string, headers: Record<string, string>, body: unknown) =>
    fetch(`${stack.url}/realtime/v1/api/broadcast${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
  const message = (topic: string, isPrivate: boolean) => ({
    messages: [{ topic, event: "posted", payload: { n: 1 }, private: isPrivate }],
  });

  await t.step("a private channel is refused where no policy allows it", async () => {
    await assert.rejects(join(other.client, room, { private: true }), /do not have permissions to read/);
    await assert.rejects(join(stack.anonymous(), room, { private: true }), /do not have permissions to read/);
  });

  await t.step("a trigger's realtime.send reaches the private channel and no public one of that name", async () => {
    const [inside, outside] = [new Inbox<Heard>(), new Inbox<Heard>()];
    const channel = await join(owner.client, room, { private: true }, hear(inside));
    const eavesdropper = await join(other.client, room, {}, hear(outside));
    const { data } = await owner.client.from("notes").insert({ title: "a" }).select().single();
    await owner.client.from("notes").update({ priority: 4 }).eq("id", data!.id);
    const [heard] = await inside.take(1);
    assert.equal(heard!.event, "note_changed");
    assert.deepEqual([heard!.payload.note, heard!.payload.priority], [data!.id, 4]);
    assert.match(String(heard!.payload.id), /^[0-9a-f-]{36}$/);
    assert.equal(outside.received.length, 0);
    await owner.client.removeChannel(channel);
    await other.client.removeChannel(eavesdropper);
  });

  await t.step("what was undone is never heard, and a failing send undoes nothing", async () => {
    const inbox = new Inbox<Heard>();
    const channel = await join(owner.client, room, { private: true }, hear(inbox));
    await stack.sql.begin(async (sql) => {
      await sql`select realtime.send('{"n":1}', 'undone', ${room})`;
      throw new Error("roll back");
    }).catch(() => {});
    const [row] = await stack.sql`select realtime.send('"no object"'::jsonb, null, null) is not null as went_on`;
    assert.ok(row);
    await stack.sql`select realtime.send('{"n":2}', 'done', ${room})`;
    assert.equal((await inbox.take(1))[0]!.event, "done");
    await owner.client.removeChannel(channel);
  });

  await t.step("clients hear each other in a public channel, bytes included", async () => {
    const inbox = new Inbox<Heard>();
    const listener = await join(other.client, "room", {}, hear(inbox));
    const speaker = await join(owner.client, "room", { broadcast: { ack: true } });
    assert.equal(await speaker.send({ type: "broadcast", event: "hi", payload: { to: "all" } }), "ok");
    assert.deepEqual((await inbox.take(1))[0], { type: "broadcast", event: "hi", payload: { to: "all" } });
    await speaker.send({ type: "broadcast", event: "bytes", payload: new Uint8Array([1, 2, 255]).buffer });
    const [, bytes] = await inbox.take(2);
    assert.deepEqual([...new Uint8Array(bytes!.payload as unknown as ArrayBuffer)], [1, 2, 255]);
    await owner.client.removeChannel(speaker);
    await other.client.removeChannel(listener);
  });

  await t.step(
    "the REST endpoint wants an API key, good tokens, and asks the policies of a private topic",
    async () => {
      const [inside, open] = [new Inbox<Heard>(), new Inbox<Heard>()];
      const channel = await join(owner.client, room, { private: true }, hear(inside));
      const lobby = await join(other.client, "lobby", {}, hear(open));
      const key = { apikey: stack.publishableKey };
      const as = (token: string) => ({ ...key, authorization: `Bearer ${token}` });
      const expired = await stack.mint({ exp: Math.floor(Date.now() / 1000) - 60 });
      const refused: [string, Record<string, string>, unknown, number][] = [
        ["", {}, message("lobby", false), 401],
        ["", { apikey: "sb_publishable_of_somebody_else" }, message("lobby", false), 401],
        ["", as(expired), message("lobby", false), 401],
        ["", as(await stack.forge({ sub: owner.user.id })), message(room, true), 401],
        ["", as(stack.unsigned({ sub: owner.user.id })), message(room, true), 401],
        ["", key, message(room, true), 403],
        ["", as(other.token), message(room, true), 403],
        [`/${room}/events/posted?private=true`, as(other.token), { n: 1 }, 403],
        ["", key, { messages: [{ topic: 1 }] }, 422],
      ];
      for (const [path, headers, body, status] of refused) {
        const answer = await post(path, headers, body);
        assert.equal(answer.status, status, await answer.text());
      }
      assert.equal(inside.received.length + open.received.length, 0);
      assert.equal((await post("", as(owner.token), message(room, true))).status, 202);
      assert.equal((await post("", { apikey: stack.secretKey }, message(room, true))).status, 202);
      assert.equal((await post("/lobby/events/single", key, { n: 2 })).status, 202);
      await inside.take(2);
      assert.equal((await open.take(1))[0]!.event, "single");
      await owner.client.removeChannel(channel);
      await other.client.removeChannel(lobby);
    },
  );

  await t.step("presence tells who is there, what they say, and when they go", async () => {
    const [first, second] = [await join(owner.client, "lounge", presence("one")), owner.client];
    await first.track({ mood: "curious" });
    const seen = new Inbox<unknown>();
    const watcher = await join(other.client, "lounge", presence("two"), (channel) => {
      channel.on("presence", { event: "sync" }, () => seen.put(channel.presenceState()));
    });
    await until(() => "one" in watcher.presenceState());
    const state = watcher.presenceState<{ mood: string }>();
    assert.equal(state.one![0]!.mood, "curious");
    await first.track({ mood: "calm" });
    await until(() => watcher.presenceState<{ mood: string }>().one?.[0]?.mood === "calm");
    assert.equal(watcher.presenceState().one!.length, 1);
    await second.removeChannel(first);
    await until(() => !("one" in watcher.presenceState()));
    await other.client.removeChannel(watcher);
  });

  await t.step("a channel closes when its token expires", async () => {
    const token = await stack.mint({ sub: owner.user.id, exp: Math.floor(Date.now() / 1000) + 2 });
    const client = stack.withToken(token);
    await client.realtime.setAuth(token);
    const told = new Inbox<{ message: string }>();
    await join(client, room, { private: true }, (channel) => {
      channel.on("system" as never, {} as never, told.put as never);
    });
    assert.match((await told.take(1))[0]!.message, /expired/);
  });

  await stack.stop();
});

function presence(key: string) {
  return { presence: { enabled: true, key } };
}

async function until(holds: () => boolean, ms = 3000): Promise<void> {
  for (const end = Date.now() + ms; !holds();) {
    if (Date.now() > end) throw new Error("it did not come to hold in time");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
