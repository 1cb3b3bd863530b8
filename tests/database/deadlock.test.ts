import { deepStrictEqual as equal } from "node:assert/strict";
import { keepAll, keptFor } from "./support/live.ts";
import { as, type Person, refusal, service, signUp } from "./support/people.ts";
import { connect, scratch, type Tx } from "./support/scratch.ts";

type Account = Person & { id: string };

Deno.test("changes to the same people's rows never wait for each other in a circle", async (t) => {
  const { sql, url, close } = await scratch();
  const crowd = connect(url, 16);
  const people: Account[] = [];
  for (let n = 0; n < 6; n++) people.push(await signUp(sql));
  people.sort((a, b) => a.id < b.id ? -1 : 1);
  const [first, second] = people as [Account, Account];
  const last = people.at(-1)!;

  const shared = async (owner: Account, members: Account[]) => {
    const [event] = await as(sql, owner, (tx) => tx`insert into public.events (starts_at) values (now()) returning id`);
    await sql`insert into public.event_members (event_id, user_id)
      select ${event.id}, unnest(${members.map(({ id }) => id)}::uuid[])`;
    return event.id as string;
  };
  const refused = async (work: Promise<unknown>[]) =>
    (await Promise.all(work.map(refusal))).filter((outcome) => outcome !== "allowed");
  /** Both begin, and neither goes on before the other has done its first change, or waits for it. */
  const crosswise = (who: Account, one: (tx: Tx) => Promise<unknown>, other: (tx: Tx) => Promise<unknown>) => {
    const [meet, met] = barrier(2);
    const inOrder = (...changes: ((tx: Tx) => Promise<unknown>)[]) =>
      as(crowd, who, async (tx) => {
        await changes[0]!(tx);
        meet();
        await Promise.race([met, pause(1000)]);
        await changes[1]!(tx);
      });
    return refused([inOrder(one, other), inOrder(other, one)]);
  };
  const addSample = (tx: Tx) => tx`insert into public.samples (name) values ('Boots')`.then();
  const addAsset = (tx: Tx) => tx`insert into public.assets (name) values ('1.jpg')`.then();
  /** Two requests, as in life: an answer is recorded after its request was admitted. */
  const record = async (who: Account) => {
    const [admission] = await as(
      crowd,
      service,
      (tx) =>
        tx`select public.edge_admit(${who.id}, 'recommendations', 'recommendations', 'all', 10000) ->> 'epoch' as epoch`,
    );
    await as(
      crowd,
      service,
      (tx) =>
        tx`select public.edge_record(${who.id}, 'recommendations', gen_random_uuid(), 200, 1, false, null,
        'recommendations', 'all', '{}', 60, ${admission!.epoch}::bigint)`,
    );
  };

  await t.step("two kinds in one order and in the other", async () => {
    equal(await crosswise(first, addSample, addAsset), []); // The first of their kind, when there is no epoch yet.
    for (let round = 0; round < 3; round++) {
      await keepAll(sql, first.id);
      equal(await crosswise(first, addSample, addAsset), []);
      equal(await keptFor(sql, first.id), ["events-optimizer"]);
    }
  });

  await t.step("two events' people in one order and in the other", async () => {
    const [one, other] = [await shared(first, people.slice(2, 4)), await shared(first, people.slice(4))];
    const addTask = (event: string) => (tx: Tx) => tx`insert into public.tasks (event_id) values (${event})`.then();
    for (let round = 0; round < 3; round++) equal(await crosswise(first, addTask(one), addTask(other)), []);
  });

  await t.step("an answer is recorded while the rows behind it change", async () => {
    for (let round = 0; round < 5; round++) {
      const change = as(crowd, first, async (tx) => {
        await addSample(tx);
        await pause(60);
        await addAsset(tx);
      });
      equal(await refused([change, pause(20).then(() => record(first)), record(first)]), []);
    }
  });

  await t.step("a member leaves while the others work", async () => {
    for (let round = 0; round < 15; round++) {
      const event = await shared(last, people.slice(0, -1));
      await sql`insert into public.tasks (event_id, owner_id) select ${event}, ${first.id} from generate_series(1, 5)`;
      const leave = as(crowd, first, (tx) => tx`delete from public.event_members where user_id = ${first.id}`.then());
      const work = people.slice(1).flatMap((who) =>
        [1, 2].map(() => as(crowd, who, (tx) => tx`insert into public.tasks (event_id) values (${event})`.then()))
      );
      equal(await refused([...work.slice(0, 5), leave, ...work.slice(5)]), []);
      await sql`delete from public.events where id = ${event}`;
    }
  });

  await t.step("two events end whose owners work on each other's", async () => {
    for (let round = 0; round < 40; round++) {
      const [one, other] = [await shared(first, [second]), await shared(second, [first])];
      const end = (who: Account, event: string) =>
        as(crowd, who, (tx) => tx`delete from public.events where id = ${event}`.then());
      equal(await refused([end(first, one), end(second, other)]), []);
    }
  });

  await t.step("an account ends while those who shared its work go on", async () => {
    for (let round = 0; round < 15; round++) {
      const gone = await signUp(sql);
      const [own, joined] = [await shared(gone, people.slice(0, 5)), await shared(last, [gone, first])];
      for (const event of [own, joined]) {
        await sql`insert into public.tasks (event_id, owner_id) values (${event}, ${gone.id})`;
      }
      await keepAll(sql, gone.id);
      const rename = (who: Account, event: string) =>
        as(crowd, who, (tx) => tx`update public.crew_assignments set name = 'Lea' where event_id = ${event}`.then());
      for (const event of [own, joined]) await sql`insert into public.crew_assignments (event_id) values (${event})`;
      const end = as(crowd, gone, (tx) => tx`select public.delete_my_account()`.then());
      const others = [rename(last, joined), record(first), rename(last, joined), addAs(first, joined), record(first)];
      equal(await refused([...others.slice(0, 2), end, ...others.slice(2)]), []);
      equal((await sql`select from edge.data_epochs where user_id = ${gone.id}`).length, 0);
      await sql`delete from public.events where id = ${joined}`;
    }
  });

  function addAs(who: Account, event: string) {
    return as(crowd, who, (tx) => tx`insert into public.tasks (event_id) values (${event})`.then());
  }

  await crowd.end();
  await close();
});

Deno.test("the jobs that remove rows pass over those that somebody holds", async (t) => {
  const { sql, url, close } = await scratch();
  const { id } = await signUp(sql);
  const holder = connect(url, 1);
  const held: Record<string, { row: string; hold: string }> = {
    purge_insights: {
      row: `insert into public.assistant_insights (user_id, insight_type, context_id, data, expires_at)
        select '${id}', 'media-scorer', c, '{}', now() - interval '1 second' from unnest(array['held', 'free']) c`,
      hold: "select from public.assistant_insights where context_id = 'held' for update",
    },
    purge_conversations: {
      row: `alter table public.assistant_conversations disable trigger conversations_stay_as_they_were;
        insert into public.assistant_conversations (user_id, session_id, message, response, kit_context, created_at)
        select '${id}', gen_random_uuid(), m, '{}', 'media', now() - interval '91 days' from unnest(array['held', 'free']) m`,
      hold: "select from public.assistant_conversations where message = 'held' for update",
    },
    purge_analytics: {
      row: `insert into public.analytics_events (event_type, created_at)
        select e, now() - interval '14 months' from unnest(array['held', 'free']) e`,
      hold: "select from public.analytics_events where event_type = 'held' for update",
    },
    purge_rate_limits: {
      row:
        `insert into edge.rate_limits (user_id, window_s, admitted, allowed) values ('${id}', 1, '{}', true), ('${id}', 2, '{}', true)`,
      hold: "select from edge.rate_limits where window_s = 1 for update",
    },
    purge_logs: {
      row: `with e as (insert into public.events (user_id, starts_at) values ('${id}', now()) returning id),
          t as (insert into public.tasks (event_id) select id from e returning id)
        insert into edge.announced_deadlines (task_id, deadline_at) select id, d::timestamptz from t, unnest(array['2026-01-01', '2026-01-02']) d`,
      hold: "select from edge.announced_deadlines where deadline_at = '2026-01-01' for update",
    },
  };

  for (const [job, { row, hold }] of Object.entries(held)) {
    await t.step(job, async () => {
      await sql.unsafe(row);
      const removed = () =>
        sql.begin(async (tx) => {
          await tx`set local lock_timeout = '2s'`;
          const [answer] = await tx.unsafe(`select edge.job_${job}()::int as n`);
          return answer!.n;
        });
      await holder.begin(async (tx) => {
        await tx.unsafe(hold);
        equal(await removed(), 1);
      });
      equal(await removed(), 1);
    });
  }

  await holder.end();
  await close();
});

/** A promise that is kept once `count` have called. */
function barrier(count: number): [() => void, Promise<void>] {
  let open = () => {};
  const met = new Promise<void>((resolve) => open = resolve);
  return [() => --count === 0 && open(), met];
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
