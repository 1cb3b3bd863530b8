/**
 * How long a live event takes: 1,000 samples, each its own transaction or all of one statement, while 50 people listen to
 * their own, from the acknowledged commit to the callback. The stack is a process of its own; the listeners share another, with supabase-js.
 */
import { createClient, type RealtimeChannel, type SupabaseClient } from "@supabase/supabase-js";
import postgres, { type Sql } from "postgres";
import { startRealStack } from "../request/stack.ts";
import { type Finding, ms, type Verdict } from "../table.ts";

const people = 50;
const rowsEach = 20;
/** As fast as so many connections insert: two people in parallel, and many. */
const parallel = [2, 8];
/** One row every so many ms, which is 100 a second. */
const paceMs = 10;
const quietMs = 500;
const patienceMs = 30_000;
const targetMs = 100;
const options = { auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false } };

const names = { broadcast: "broadcast", changes: "postgres_changes" };

interface Listener {
  id: string;
  added: string[];
  /** When which sample was heard of, in ms. */
  broadcast: Map<string, number>;
  changes: Map<string, number>;
}

export async function live(): Promise<Finding> {
  const stack = await startRealStack();
  const sql = postgres(stack.databaseUrl, { max: Math.max(...parallel) });
  const key = JSON.parse(stack.env.SUPABASE_PUBLISHABLE_KEYS).default;
  const clients = Array.from({ length: people }, () => createClient(stack.env.SUPABASE_URL, key, options));
  const rows: string[][] = [];
  const verdicts: Verdict[] = [];
  try {
    const listeners = await Promise.all(clients.map(listener));
    const acknowledged = new Map<string, number>();
    const insert = async ({ id, added }: Listener) => {
      const sample = crypto.randomUUID();
      added.push(sample);
      await sql`insert into public.samples (id, user_id) values (${sample}, ${id})`;
      acknowledged.set(sample, performance.now());
    };
    const ways: Record<string, () => Promise<unknown>> = {
      [`one every ${paceMs} ms`]: () => paced(listeners, insert),
      "one after another": () => inTurn(listeners, insert),
      ...Object.fromEntries(
        parallel.map((count) => [`as fast as ${count} connections insert`, () => atSpeed(count, listeners, insert)]),
      ),
      "one statement": () => atOnce(sql, listeners, acknowledged),
    };
    for (const listener of listeners) await insert(listener); // Warms every part.
    await heard(listeners, ["broadcast", "changes"]);
    for (const [way, work] of Object.entries(ways)) {
      for (const { added, broadcast, changes } of listeners) {
        added.length = 0;
        broadcast.clear();
        changes.clear();
      }
      acknowledged.clear();
      await work();
      // Many rows of one statement are told of by one message that counts them.
      const kinds = way === "one statement" ? ["changes"] as const : ["broadcast", "changes"] as const;
      await heard(listeners, kinds);
      for (const kind of kinds) {
        const waits = listeners.flatMap((person) =>
          [...person[kind]].map(([sample, at]) => Math.max(0, at - acknowledged.get(sample)!))
        ).sort((a, b) => a - b);
        const at = (share: number) => waits[Math.floor(share * (waits.length - 1))]!;
        const row = `${names[kind]}, ${way}`, p99 = at(0.99);
        rows.push([row, ms(at(0.5)), ms(p99), ms(at(1))]);
        verdicts.push({ target: `${row}: p99 < ${targetMs} ms`, measured: ms(p99), met: p99 < targetMs });
      }
    }
    return {
      title: `Commit to callback, ${people * rowsEach} rows, ${people} listeners, each of exactly their own, in order`,
      columns: ["", "p50", "p99", "slowest"],
      rows,
      verdicts,
    };
  } finally {
    for (const client of clients) await client.removeAllChannels();
    await sql.end();
    await stack.stop();
  }
}

/** Somebody who signed up and hears of their samples both ways. */
async function listener(client: SupabaseClient): Promise<Listener> {
  const { data, error } = await client.auth.signUp({
    email: `${crypto.randomUUID()}@bench.test`,
    password: crypto.randomUUID(),
  });
  if (error || !data.user) throw error ?? new Error("nobody signed up");
  const heard: Listener = { id: data.user.id, added: [], broadcast: new Map(), changes: new Map() };
  await client.realtime.setAuth();
  await joined(
    client.channel(`samples:${heard.id}`, { config: { private: true } })
      .on(
        "broadcast",
        { event: "sample_added" },
        ({ payload }) => void heard.broadcast.set(payload.id, performance.now()),
      ),
  );
  await joined(
    client.channel("mine").on(
      "postgres_changes",
      { event: "INSERT", schema: "public", table: "samples" },
      (change) => void heard.changes.set(change.new.id, performance.now()),
    ),
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

/** Everybody in turn, at a steady pace that does not wait for the answers. */
async function paced(listeners: Listener[], insert: (person: Listener) => Promise<void>): Promise<void> {
  const last = new Map<Listener, Promise<void>>();
  const begun = performance.now();
  for (let n = 0; n < people * rowsEach; n++) {
    const due = begun + n * paceMs - performance.now();
    if (due > 0) await new Promise((resolve) => setTimeout(resolve, due));
    const person = listeners[n % people];
    last.set(person, (last.get(person) ?? Promise.resolve()).then(() => insert(person)));
  }
  await Promise.all(last.values());
}

/** Everybody in turn, each row once the one before is committed. */
async function inTurn(listeners: Listener[], insert: (person: Listener) => Promise<void>): Promise<void> {
  for (let n = 0; n < people * rowsEach; n++) await insert(listeners[n % people]);
}

/** Everybody in turn, by so many who do not wait for each other, but for what the same person added before. */
async function atSpeed(
  count: number,
  listeners: Listener[],
  insert: (person: Listener) => Promise<void>,
): Promise<void> {
  await Promise.all(Array.from({ length: count }, async (_, first) => {
    const own = listeners.filter((_, at) => at % count === first);
    for (let n = 0; n < rowsEach; n++) {
      for (const person of own) await insert(person);
    }
  }));
}

/** All rows in one statement: everybody's in turn. */
async function atOnce(sql: Sql, listeners: Listener[], acknowledged: Map<string, number>): Promise<void> {
  const rows = Array.from({ length: people * rowsEach }, (_, n) => {
    const { id, added } = listeners[n % people];
    const sample = { id: crypto.randomUUID(), user_id: id };
    added.push(sample.id);
    return sample;
  });
  await sql`insert into public.samples ${sql(rows)}`;
  for (const { id } of rows) acknowledged.set(id, performance.now());
}

/** Waits until all was heard, and for what should not come; throws unless everybody heard exactly their own, in order. */
async function heard(listeners: Listener[], kinds: readonly ("broadcast" | "changes")[]): Promise<void> {
  const end = performance.now() + patienceMs;
  const lists = listeners.flatMap((person) => kinds.map((kind) => [person.added, person[kind]] as const));
  while (lists.some(([added, got]) => got.size < added.length) && performance.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await new Promise((resolve) => setTimeout(resolve, quietMs));
  for (const [added, got] of lists) {
    if (added.join() !== [...got.keys()].join()) {
      throw new Error(`heard ${got.size} of ${added.length}, or not in order`);
    }
  }
}
