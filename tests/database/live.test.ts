// The live events as clients hear them: supabase-js, private channels, fifty people at once.
import { deepStrictEqual as equal } from "node:assert/strict";
import type { RealtimeChannel } from "@supabase/supabase-js";
import { startTestStack } from "../support/stack.ts";

const people = 50;
const rowsEach = 20;

Deno.test("fifty people hear of a thousand samples: each of exactly their own, in order", async () => {
  const stack = await startTestStack();
  const listeners = await Promise.all(Array.from({ length: people }, () => listener(stack)));

  // Everybody's rows are mixed, one row to a transaction, so that each commit is its own event.
  for (let n = 0; n < rowsEach; n++) {
    await Promise.all(listeners.map(async ({ id, added }) => {
      const sample = crypto.randomUUID();
      added.push(sample);
      await stack.sql`insert into public.samples (id, user_id) values (${sample}, ${id})`;
    }));
  }
  await until(() =>
    listeners.every(({ broadcast, changes }) => broadcast.length >= rowsEach && changes.length >= rowsEach)
  );
  await new Promise((resolve) => setTimeout(resolve, 200)); // whatever should not come would come now

  for (const { added, broadcast, changes } of listeners) {
    equal(broadcast, added);
    equal(changes, added);
  }
  await stack.stop();
});

Deno.test("a stranger may not join somebody's topic", async () => {
  const stack = await startTestStack();
  const [owner, stranger] = [await stack.person("owner"), await stack.person("stranger")];
  const join = (client: typeof owner.client, topic: string) =>
    new Promise<string>((resolve) =>
      client.channel(topic, { config: { private: true } }).subscribe((status) => resolve(status))
    );
  equal(await join(owner.client, `samples:${owner.user.id}`), "SUBSCRIBED");
  equal(await join(stranger.client, `samples:${owner.user.id}`), "CHANNEL_ERROR");
  equal(await join(stack.anonymous(), `assets:${owner.user.id}`), "CHANNEL_ERROR");
  await stack.stop();
});

/** Somebody with an account who listens to their samples both ways. */
async function listener(stack: Awaited<ReturnType<typeof startTestStack>>) {
  const [row] = await stack
    .sql`insert into auth.users (id, email) values (gen_random_uuid(), gen_random_uuid() || '@people.test') returning id`;
  const id: string = row!.id;
  const client = stack.withToken(await stack.mint({ sub: id }));
  await client.realtime.setAuth();
  const heard = { id, added: [] as string[], broadcast: [] as string[], changes: [] as string[] };
  await joined(
    client.channel(`samples:${id}`, { config: { private: true } }).on(
      "broadcast",
      { event: "sample_added" },
      ({ payload }) => {
        heard.broadcast.push(payload.id);
      },
    ),
  );
  await joined(
    client.channel("mine").on("postgres_changes", { event: "INSERT", schema: "public", table: "samples" }, (change) => {
      heard.changes.push(change.new.id);
    }),
  );
  return heard;
}

function joined(channel: RealtimeChannel): Promise<void> {
  return new Promise((resolve, reject) =>
    channel.subscribe((status, error) => {
      if (status === "SUBSCRIBED") resolve();
      else reject(error ?? new Error(status));
    })
  );
}

async function until(done: () => boolean): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (!done() && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 20));
}
