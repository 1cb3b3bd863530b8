/** Changes of tables, through the real client. */
import assert from "node:assert/strict";
import { Inbox, join } from "../support/realtime.ts";
import { testProject } from "../support/project.ts";
import { startTestStack } from "../support/stack.ts";

type Change = {
  eventType: string;
  new: Record<string, unknown>;
  old: Record<string, unknown>;
  commit_timestamp: string;
  table: string;
};

Deno.test("changes of tables", { sanitizeOps: false, sanitizeResources: false }, async (t) => {
  const stack = await startTestStack(testProject);
  const owner = await stack.person("owner");
  const other = await stack.person("other");
  const listen = async (client = owner.client, filter: Record<string, unknown> = {}) => {
    const inbox = new Inbox<Change>();
    const wish = { event: "*", schema: "public", table: "notes", ...filter };
    const channel = await join(client, `notes-${crypto.randomUUID()}`, {}, (channel) => {
      channel.on("postgres_changes" as never, wish as never, inbox.put as never);
    });
    return { inbox, leave: () => client.removeChannel(channel) };
  };
  const insert = async (title: string, more: Record<string, unknown> = {}, by = owner) => {
    const { data, error } = await by.client.from("notes").insert({ title, ...more }).select().single();
    if (error) throw error;
    return data;
  };

  await t.step("reach only those whose policies let them see the row", async () => {
    const [mine, theirs] = [await listen(), await listen(other.client)];
    await insert("for the owner");
    await insert("for the other", {}, other);
    assert.equal((await mine.inbox.take(1))[0]!.new.title, "for the owner");
    assert.equal((await theirs.inbox.take(1))[0]!.new.title, "for the other");
    assert.equal(mine.inbox.received.length, 1);
    assert.equal(theirs.inbox.received.length, 1);
    await mine.leave();
    await theirs.leave();
  });

  await t.step("carry every type as the data API does", async () => {
    const { inbox, leave } = await listen();
    const note = await insert("typed", {
      body: { deep: [1, { a: null }] },
      tags: ['say "hi"', "a,b", ""],
      priority: -3,
      due_at: "2026-03-01T12:00:00.25+02:00",
    });
    const [change] = await inbox.take(1);
    assert.deepEqual(change!.new, note);
    assert.ok(Math.abs(Date.parse(change!.commit_timestamp) - Date.now()) < 10_000);
    await leave();
  });

  await t.step("tell only the key of a row that is gone", async () => {
    const note = await insert("to be removed", { priority: 9 });
    const { inbox, leave } = await listen(other.client);
    await owner.client.from("notes").delete().eq("id", note.id);
    const [change] = await inbox.take(1);
    assert.equal(change!.eventType, "DELETE");
    assert.deepEqual(change!.old, { id: note.id });
    await leave();
  });

  await t.step("pass the filters of a subscription", async () => {
    const urgent = await listen(owner.client, { filter: "priority=gte.5" });
    const updates = await listen(owner.client, { event: "UPDATE" });
    const small = await insert("small", { priority: 1 });
    await insert("large", { priority: 7 });
    await owner.client.from("notes").update({ priority: 2 }).eq("id", small.id);
    assert.equal((await urgent.inbox.take(1))[0]!.new.title, "large");
    const [update] = await updates.inbox.take(1);
    assert.deepEqual([update!.eventType, update!.new.priority, update!.old], ["UPDATE", 2, { id: small.id }]);
    assert.equal(urgent.inbox.received.length, 1);
    assert.equal(updates.inbox.received.length, 1);
    await urgent.leave();
    await updates.leave();
  });

  await t.step("are refused for a table that is not published", async () => {
    await assert.rejects(listen(owner.client, { table: "profiles" }), /check Realtime is enabled/);
  });

  await t.step("are refused for a filter on a column that is not there, or that the caller may not read", async () => {
    await assert.rejects(listen(owner.client, { filter: "prioritie=eq.1" }), /invalid column for filter prioritie/);
    await assert.rejects(listen(stack.anonymous(), { filter: "priority=eq.1" }), /invalid column for filter priority/);
  });

  await t.step("are heard by a client of protocol 1.0.0", async () => {
    const { createClient } = await import("@supabase/supabase-js");
    const old = createClient(stack.url, stack.publishableKey, {
      auth: { persistSession: false },
      realtime: { vsn: "1.0.0" },
    });
    await old.realtime.setAuth(owner.token);
    const { inbox } = await listen(old);
    await insert("for an old client");
    assert.equal((await inbox.take(1))[0]!.new.title, "for an old client");
    await old.removeAllChannels();
    await old.realtime.disconnect();
  });

  await t.step("arrive in order at fifty subscribers, a thousand rows each", async () => {
    const people = [
      owner,
      other,
      ...await Promise.all([1, 2, 3].map((n) => stack.person(`crowd${n}`, { role: "admin" }))),
    ];
    const all = await Promise.all(Array.from({ length: 50 }, (_, i) => listen(people[i % people.length]!.client)));
    await stack.sql`insert into public.notes (owner_id, title, priority)
      select ${owner.user.id}, 'row', n from generate_series(1, 500) as n`;
    for (let n = 501; n <= 1000; n++) {
      await stack.sql`insert into public.notes (owner_id, title, priority) values (${owner.user.id}, 'row', ${n})`;
    }
    const expected = Array.from({ length: 1000 }, (_, i) => i + 1);
    for (const [i, { inbox }] of all.entries()) {
      if (people[i % people.length] === other) continue;
      assert.deepEqual((await inbox.take(1000, 20_000)).map((change) => change.new.priority), expected);
    }
    for (const [i, { inbox }] of all.entries()) {
      if (people[i % people.length] === other) assert.equal(inbox.received.length, 0);
    }
    for (const { leave } of all) await leave();
  });

  await t.step(
    "are heard whatever the key, twice where they changed twice, and by all whose policies do not fail",
    async () => {
      await stack.sql.unsafe(`
      create table public.places (room text, number int, guest text, primary key (room, number));
      alter table public.places enable row level security;
      create policy "all whose divisor is one" on public.places for select to authenticated
        using (1 / coalesce((select auth.jwt()) ->> 'divisor', '1')::int = 1);
      grant select on public.places to authenticated;
      alter publication supabase_realtime add table public.places;`);
      const unlucky = stack.withToken(await stack.mint({ divisor: "0" }));
      await unlucky.realtime.setAuth();
      const [heard, nothing] = [
        await listen(owner.client, { table: "places" }),
        await listen(unlucky, { table: "places" }),
      ];
      await stack.sql.begin(async (sql) => {
        await sql`insert into public.places values ('A''s {hall}', 1, 'Ana'), ('A''s {hall}', 2, 'Bo')`;
        await sql`update public.places set guest = 'Cleo' where number = 2`;
      });
      assert.deepEqual(
        (await heard.inbox.take(3)).map((change) => [change.eventType, change.new.number, change.new.guest]),
        [["INSERT", 1, "Ana"], ["INSERT", 2, "Bo"], ["UPDATE", 2, "Cleo"]],
      );
      assert.equal(nothing.inbox.received.length, 0);
      assert.ok(stack.log.some((line) => line.includes("division by zero")));
      await heard.leave();
      await nothing.leave();
    },
  );

  await stack.stop();
});
