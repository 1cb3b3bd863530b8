import { deepStrictEqual as equal } from "node:assert/strict";
import { keepAll, keptFor, sentBy } from "./support/live.ts";
import { admin, anonymous, as, refusal, service, signUp } from "./support/people.ts";
import { denied, outcome, rights } from "./support/rights.ts";
import { scratch } from "./support/scratch.ts";

Deno.test("tasks", async (t) => {
  const { sql, close } = await scratch();
  const [owner, member, stranger] = [await signUp(sql), await signUp(sql), await signUp(sql)];
  const people = { owner, member, stranger, anonymous, admin: await admin(sql), service };
  const [event] = await as(sql, owner, (tx) => tx`insert into public.events (starts_at) values (now()) returning *`);
  const [elsewhere] = await as(
    sql,
    stranger,
    (tx) => tx`insert into public.events (starts_at) values (now()) returning *`,
  );
  await as(
    sql,
    owner,
    (tx) => tx`insert into public.event_members (event_id, user_id) values (${event.id}, ${member.id})`,
  );
  const [task] = await as(
    sql,
    member,
    (tx) => tx`insert into public.tasks (event_id, name) values (${event.id}, 'Rig') returning *`,
  );

  await t.step("are read and edited by everybody on the event, removed by its owner", async () => {
    equal(
      await rights(sql, people, {
        read: (tx) => tx`select * from public.tasks where id = ${task.id}`,
        add: (tx) => tx`insert into public.tasks (event_id) values (${event.id})`,
        change: (tx) => tx`update public.tasks set status = 'done' where id = ${task.id}`,
        moveAway: (tx) => tx`update public.tasks set event_id = ${elsewhere.id} where id = ${task.id}`,
        moveToOnesOwn: async (tx, who) => {
          const [own] = await tx`insert into public.events (user_id, starts_at) values (${
            who.id ?? owner.id
          }, now()) returning id`;
          return tx`update public.tasks set event_id = ${own.id} where id = ${task.id}`;
        },
        remove: (tx) => tx`delete from public.tasks where id = ${task.id}`,
      }),
      {
        owner: { read: 1, add: 1, change: 1, moveAway: denied, moveToOnesOwn: 1, remove: 1 },
        member: { read: 1, add: 1, change: 1, moveAway: denied, moveToOnesOwn: denied, remove: 0 },
        stranger: { read: 0, add: denied, change: 0, moveAway: 0, moveToOnesOwn: 0, remove: 0 },
        anonymous: {
          read: denied,
          add: denied,
          change: denied,
          moveAway: denied,
          moveToOnesOwn: denied,
          remove: denied,
        },
        admin: { read: 1, add: denied, change: 0, moveAway: 0, moveToOnesOwn: 0, remove: 0 },
        service: { read: 1, add: 1, change: 1, moveAway: 1, moveToOnesOwn: 1, remove: 1 },
      },
    );
  });

  await t.step("are given only to people who work on the event", async () => {
    const give = (to: string) =>
      outcome(sql, member, (tx) => tx`update public.tasks set owner_id = ${to} where id = ${task.id}`);
    equal([await give(owner.id), await give(member.id), await give(stranger.id)], [1, 1, denied]);
  });

  await t.step("refuse what cannot be", async () => {
    const wrong = [
      { status: "gone" },
      { phase: "party" },
      { duration_minutes: -1 },
      { percent_complete: 101 },
      { duration_minutes: 10, optimistic_minutes: 20 },
      { duration_minutes: 10, pessimistic_minutes: 5 },
      { dependencies: sql.json({}) },
      { staff: sql.json("two") },
      { demands: sql.json([]) },
      { actual_start: "2026-12-02T00:00:00Z", actual_finish: "2026-12-01T00:00:00Z" },
    ];
    for (const row of wrong) {
      equal(
        await refusal(
          as(sql, owner, (tx) => tx`insert into public.tasks ${tx({ event_id: event.id, ...row } as never)}`),
        ),
        "23514",
        Object.keys(row)[0],
      );
    }
  });

  const topic = `events:${event.id}`;
  await t.step("tell the event of a change of status and of owner", async () => {
    const change = (set: Record<string, unknown>) => () =>
      as(sql, member, (tx) => tx`update public.tasks set ${tx(set as never)} where id = ${task.id}`);
    equal(await sentBy(sql, change({ status: "in_progress", owner_id: member.id })), [
      { topic, event: "task_status_changed", payload: { id: task.id, from: "pending", to: "in_progress" } },
      { topic, event: "task_assigned", payload: { id: task.id, from: null, to: member.id } },
    ]);
    equal(await sentBy(sql, change({ owner_id: null })), [
      { topic, event: "task_assigned", payload: { id: task.id, from: member.id, to: null } },
    ]);
    equal(await sentBy(sql, change({ name: "Rig the truss" })), []);
  });

  await t.step("of 10,000 in one statement the event hears once", async () => {
    await as(
      sql,
      owner,
      (tx) => tx`insert into public.tasks (event_id) select ${event.id} from generate_series(1, 10000)`,
    );
    equal(
      await sentBy(
        sql,
        () => as(sql, owner, (tx) => tx`update public.tasks set status = 'blocked' where event_id = ${event.id}`),
      ),
      [
        { topic, event: "task_status_changed", payload: { count: 10_001 } },
      ],
    );
    await as(sql, owner, (tx) => tx`delete from public.tasks where id <> ${task.id}`);
  });

  await t.step("of many assigned in one statement each event hears once", async () => {
    const [second] = await as(
      sql,
      owner,
      (tx) => tx`insert into public.events (starts_at) values (now()) returning id`,
    );
    const sent = await sentBy(
      sql,
      () =>
        as(sql, owner, (tx) =>
          tx`insert into public.tasks (event_id, owner_id)
          select e, ${owner.id} from unnest(${[event.id, second.id]}::uuid[]) e, generate_series(1, 5000)`),
    );
    const heard = [event.id, second.id].map((id) => ({
      topic: `events:${id}`,
      event: "task_assigned",
      payload: { count: 5000 },
    }));
    const byTopic = (a: { topic: string }, b: { topic: string }) => a.topic < b.topic ? -1 : 1;
    equal(sent.sort(byTopic), heard.sort(byTopic));
    await as(sql, owner, (tx) => tx`delete from public.events where id = ${second.id}`);
    await as(sql, owner, (tx) => tx`delete from public.tasks where id <> ${task.id}`);
  });

  await t.step("that move to another event, or end, are forgotten by everybody on either", async () => {
    const [second] = await as(
      sql,
      owner,
      (tx) => tx`insert into public.events (starts_at) values (now()) returning id`,
    );
    await sql`insert into public.event_members (event_id, user_id) values (${second.id}, ${stranger.id})`;
    const changes = {
      "it moves": () =>
        as(sql, owner, (tx) => tx`update public.tasks set event_id = ${second.id} where id = ${moved.id}`),
      "it ends": () => as(sql, owner, (tx) => tx`delete from public.tasks where id = ${moved.id}`),
    };
    const [moved] = await as(
      sql,
      owner,
      (tx) => tx`insert into public.tasks (event_id) values (${event.id}) returning id`,
    );
    const stale = async () => {
      const kept = await Promise.all([owner, member, stranger].map(({ id }) => keptFor(sql, id)));
      return kept.map((types) => !types.includes("events-optimizer"));
    };
    for (const [what, change] of Object.entries(changes)) {
      for (const { id } of [owner, member, stranger]) await keepAll(sql, id);
      await change();
      equal(await stale(), [true, what === "it moves", true], what);
    }
    await as(sql, owner, (tx) => tx`delete from public.events where id = ${second.id}`);
  });

  await t.step("announce a deadline within 24 hours once, and again when it moves", async () => {
    const deadline = async (at: string | null, status = "pending") => {
      await sql`update public.tasks set deadline_at = now() + ${at}::interval, status = ${status} where id = ${task.id}`;
      return (await sentBy(sql, () => sql`select edge.job_announce_deadlines()`)).map((
        e,
      ) => [e.topic, e.event, e.payload.id]);
    };
    const announced = [[topic, "deadline_approaching", task.id]];
    equal(await deadline("25 hours"), []);
    equal(await deadline("23 hours"), announced);
    equal(await sentBy(sql, () => sql`select edge.job_announce_deadlines()`), []);
    equal(await deadline("22 hours"), announced);
    equal(await deadline("30 hours"), []);
    equal(await deadline("20 hours"), announced);
    equal(await deadline("21 hours", "done"), []);
    equal(await deadline("-1 hour"), []);
    equal(await deadline(null), []);
  });

  await t.step("announce each deadline once when two scans run at once", async () => {
    await sql`update public.tasks set deadline_at = now() + interval '2 hours', status = 'pending' where id = ${task.id}`;
    const sent = await sentBy(
      sql,
      () => Promise.all(Array.from({ length: 5 }, () => sql`select edge.job_announce_deadlines()`)),
    );
    equal(sent.length, 1);
  });

  await close();
});
