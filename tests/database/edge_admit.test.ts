import { deepStrictEqual as equal, ok } from "node:assert/strict";
import { anonymous, as, refusal, service, signUp } from "./support/people.ts";
import { connect, scratch } from "./support/scratch.ts";

// deno-lint-ignore no-explicit-any
type Admission = any;

Deno.test("edge_admit", async (t) => {
  const { sql, url, close } = await scratch();
  const admit = async (id: string, more: Record<string, unknown> = {}): Promise<Admission> => {
    const { type = null, context = null, limit = 60, window = 60, request = null, elapsed = 0 } = more as Record<
      string,
      never
    >;
    const [row] = await as(
      sql,
      service,
      (tx) =>
        tx`select public.edge_admit(${id}, 'logistics-analyzer', ${type}, ${context}, ${limit}, ${window}, ${request},
          ${elapsed}) as answer`,
    );
    return row.answer;
  };
  const record = (id: string, epoch: number | null, data: object, ttl = 3600, at: string | null = null) =>
    as(
      sql,
      service,
      (tx) =>
        tx`select public.edge_record(${id}, 'logistics-analyzer', ${crypto.randomUUID()}, 200, 12, false, null,
        'logistics-analyzer', 'all', ${tx.json(data as never)}, ${ttl}, ${epoch}, ${at})`,
    );
  const kept = { type: "logistics-analyzer", context: "all" };

  await t.step("counts down and says when to come back", async () => {
    const { id } = await signUp(sql);
    equal(await admit(id, { limit: 2 }), {
      allowed: true,
      limit: 2,
      remaining: 1,
      resetS: 60,
      retryAfterS: null,
      epoch: 0,
      kept: null,
    });
    equal((await admit(id, { limit: 2 })).remaining, 0);
    const third = await admit(id, { limit: 2 });
    equal([third.allowed, third.remaining], [false, 0]);
    ok(third.retryAfterS >= 59 && third.retryAfterS <= 60);
  });

  await t.step("admits exactly 60 of 200 concurrent calls", async () => {
    const { id } = await signUp(sql);
    const crowd = connect(url, 100);
    const answers: Admission[] = await Promise.all(
      Array.from(
        { length: 200 },
        () => crowd`select public.edge_admit(${id}, 'chat-orchestrator') as answer`.then(([row]) => row.answer),
      ),
    );
    await crowd.end();
    const admitted = answers.filter((answer) => answer.allowed);
    equal(admitted.length, 60);
    equal(admitted.map((answer) => answer.remaining).sort((a, b) => a - b), Array.from({ length: 60 }, (_, n) => n));
    ok(answers.every((answer) => answer.allowed === (answer.retryAfterS === null)));
  });

  await t.step("slides: each admission leaves the window by itself, and refusals cost nothing", async () => {
    const { id } = await signUp(sql);
    await admit(id, { limit: 2, window: 2 });
    await pause(1000);
    await admit(id, { limit: 2, window: 2 });
    equal((await admit(id, { limit: 2, window: 2 })).allowed, false);
    await pause(1100);
    equal((await admit(id, { limit: 2, window: 2 })).allowed, true);
    equal((await admit(id, { limit: 2, window: 2 })).allowed, false);
  });

  await t.step("never admits more than the limit in any window, whatever the arrivals", async () => {
    const arrivals = Array.from({ length: 400 }, (_, n) => ((n * 7919) % 400) / 10).sort((a, b) => a - b);
    const admitted: number[] = [];
    for (const at of arrivals) {
      const log = admitted.map((s) => new Date(Date.now() - (at - s) * 1000).toISOString());
      const [row] = await sql`select admitted_now from edge.slide(${log}::text[]::timestamptz[], 5, 7)`;
      const inside = admitted.filter((s) => s > at - 5).length;
      if (admitted.some((s) => Math.abs(s - (at - 5)) < 0.05)) continue; // on the edge: the two clocks may differ
      equal(row.admitted_now, inside < 7);
      if (row.admitted_now) admitted.push(at);
    }
  });

  await t.step("keeps people apart", async () => {
    const [one, other] = [await signUp(sql), await signUp(sql)];
    await admit(one.id, { limit: 1 });
    equal((await admit(one.id, { limit: 1 })).allowed, false);
    equal((await admit(other.id, { limit: 1 })).allowed, true);
  });

  await t.step("answers from what was kept, counts the hit, and not for anyone else", async () => {
    const [one, other] = [await signUp(sql), await signUp(sql)];
    const { epoch } = await admit(one.id, kept);
    await record(one.id, epoch, { readiness: 80 }, 1e9, "2026-11-21T05:00:00.123Z");
    const hit = await admit(one.id, kept);
    equal(hit.kept.data, { readiness: 80 });
    equal(new Date(hit.kept.calculatedAt).toISOString(), "2026-11-21T05:00:00.123Z");
    equal((await admit(other.id, kept)).kept, null);
    const rows = await sql`select cache_hit_count from public.assistant_insights where user_id = ${one.id}`;
    equal(rows.map((row) => row.cache_hit_count), [1]);
  });

  await t.step("records the request that a kept answer serves, and no other", async () => {
    const { id } = await signUp(sql);
    const [missed, served, refused] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()];
    const { epoch } = await admit(id, { ...kept, request: missed });
    await record(id, epoch, { readiness: 80 });
    await admit(id, { ...kept, request: served, elapsed: 7 });
    await admit(id, { ...kept, request: refused, limit: 1 });
    await admit(id, kept);
    const rows = await sql`
      select request_id, user_id, function, status, cached, error_code, duration_ms >= 7 as counts_what_came_before
      from edge.requests where user_id = ${id} and cached`;
    equal([...rows], [{
      request_id: served,
      user_id: id,
      function: "logistics-analyzer",
      status: 200,
      cached: true,
      error_code: null,
      counts_what_came_before: true,
    }]);
    const asked = await sql`select from edge.requests where request_id in (${missed}, ${refused})`;
    equal(asked.length, 0);
  });

  await t.step("does not serve an expired answer, nor any to a refused request", async () => {
    const { id } = await signUp(sql);
    await record(id, 0, { readiness: 1 }, 3600, "2020-01-01T00:00:00Z");
    equal((await admit(id, kept)).kept, null);
    await record(id, 0, { readiness: 2 });
    equal((await admit(id, { ...kept, limit: 1 })).kept, null);
    equal((await admit(id, kept)).kept.data, { readiness: 2 });
  });

  await t.step("a change to the person's samples drops the answer and outdates one still being computed", async () => {
    const owner = await signUp(sql);
    const { epoch } = await admit(owner.id, kept);
    await as(sql, owner, (tx) => tx`insert into public.samples (name) values ('Silk dress')`);
    await record(owner.id, epoch, { readiness: 0 });
    equal((await admit(owner.id, kept)).kept, null);

    const later = await admit(owner.id, kept);
    await record(owner.id, later.epoch, { readiness: 100 });
    equal((await admit(owner.id, kept)).kept.data, { readiness: 100 });
    await as(sql, owner, (tx) => tx`update public.samples set status = 'received'`);
    equal((await admit(owner.id, kept)).kept, null);
  });

  await t.step("an answer recorded while a change is being committed is not kept", async () => {
    const owner = await signUp(sql);
    const { epoch } = await admit(owner.id, kept);
    let recorded: Promise<unknown> = Promise.resolve();
    await as(sql, owner, async (tx) => {
      await tx`insert into public.samples (name) values ('Silk dress')`;
      recorded = record(owner.id, epoch, { readiness: 0 });
      await pause(200);
    });
    await recorded;
    equal((await admit(owner.id, kept)).kept, null);
  });

  await t.step("a change committed while an answer is being recorded drops it", async () => {
    const owner = await signUp(sql);
    const { epoch } = await admit(owner.id, kept);
    let changed: Promise<unknown> = Promise.resolve();
    await as(sql, service, async (tx) => {
      await tx`select public.edge_record(${owner.id}, 'logistics-analyzer', ${crypto.randomUUID()}, 200, 12, false, null,
        'logistics-analyzer', 'all', '{}', 3600, ${epoch})`;
      changed = as(sql, owner, (own) => own`insert into public.samples (name) values ('Silk dress')`.then());
      await pause(200);
    });
    await changed;
    equal((await admit(owner.id, kept)).kept, null);
  });

  await t.step("an answer computed from the request alone does not depend on the rows", async () => {
    const owner = await signUp(sql);
    await admit(owner.id, kept);
    await as(sql, owner, (tx) => tx`insert into public.samples (name) values ('Silk dress')`);
    await record(owner.id, null, { readiness: 50 });
    equal((await admit(owner.id, kept)).kept.data, { readiness: 50 });
  });

  await t.step("refuses a person who no longer exists, and records their request without them", async () => {
    const gone = crypto.randomUUID();
    const answer = await admit(gone);
    equal([answer.allowed, answer.unknownUser], [false, true]);
    await record(gone, 0, {});
    equal((await sql`select from edge.requests where user_id is null`).length, 1);
  });

  await t.step("is the service's alone", async () => {
    const owner = await signUp(sql);
    for (const who of [owner, anonymous]) {
      equal(await refusal(as(sql, who, (tx) => tx`select public.edge_admit(${owner.id}, 'x')`)), "42501");
      equal(
        await refusal(
          as(sql, who, (tx) => tx`select public.edge_record(${owner.id}, 'x', ${owner.id}, 200, 1, false)`),
        ),
        "42501",
      );
      equal(await refusal(as(sql, who, (tx) => tx`select from edge.rate_limits`)), "42501");
    }
  });

  await close();
});

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
