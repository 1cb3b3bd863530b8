import { deepStrictEqual as equal } from "node:assert/strict";
import { keepAll, keptFor } from "./support/live.ts";
import { admin, anonymous, as, refusal, service, signUp } from "./support/people.ts";
import { denied, rights } from "./support/rights.ts";
import { scratch } from "./support/scratch.ts";

Deno.test("events", async (t) => {
  const { sql, close } = await scratch();
  const [owner, member, stranger] = [await signUp(sql), await signUp(sql), await signUp(sql)];
  const people = { owner, member, stranger, anonymous, admin: await admin(sql), service };
  const [event] = await as(
    sql,
    owner,
    (tx) => tx`insert into public.events (name, starts_at) values ('Runway', '2026-12-01T08:00:00Z') returning *`,
  );
  await as(
    sql,
    owner,
    (tx) => tx`insert into public.event_members (event_id, user_id) values (${event.id}, ${member.id})`,
  );

  await t.step("belong to their owner; members and admins look", async () => {
    equal(
      await rights(sql, people, {
        read: (tx) => tx`select * from public.events where id = ${event.id}`,
        add: (tx) => tx`insert into public.events (user_id, starts_at) values (${owner.id}, now())`,
        change: (tx) => tx`update public.events set name = 'Show' where id = ${event.id}`,
        giveAway: (tx) => tx`update public.events set user_id = ${stranger.id} where id = ${event.id}`,
        remove: (tx) => tx`delete from public.events where id = ${event.id}`,
      }),
      {
        owner: { read: 1, add: 1, change: 1, giveAway: denied, remove: 1 },
        member: { read: 1, add: denied, change: 0, giveAway: 0, remove: 0 },
        stranger: { read: 0, add: denied, change: 0, giveAway: 0, remove: 0 },
        anonymous: { read: denied, add: denied, change: denied, giveAway: denied, remove: denied },
        admin: { read: 1, add: denied, change: 0, giveAway: 0, remove: 0 },
        service: { read: 1, add: 1, change: 1, giveAway: 1, remove: 1 },
      },
    );
  });

  await t.step("refuse what cannot be", async () => {
    const starts_at = "2026-12-01T08:00:00Z";
    const wrong = [
      { show_at: "2026-12-01T07:00:00Z" },
      { ends_at: "2026-11-01T07:00:00Z" },
      { access_from: starts_at },
      { access_from: starts_at, access_to: starts_at },
      { resources: sql.json({}) },
      { calendar: sql.json([]) },
      { name: "" },
    ];
    for (const row of wrong) {
      equal(
        await refusal(as(sql, owner, (tx) => tx`insert into public.events ${tx({ starts_at, ...row } as never)}`)),
        "23514",
        Object.keys(row)[0],
      );
    }
  });

  await t.step("are loaded whole, by those who work on them", async () => {
    const [task] = await as(
      sql,
      owner,
      (tx) =>
        tx`insert into public.tasks (event_id, name, duration_minutes, deadline_at, staff, dependencies)
         values (${event.id}, 'Rig', 90, '2026-12-01T12:00:00Z', '[{"role": "rigger", "count": 2}]', '[]') returning *`,
    );
    const [crew] = await as(
      sql,
      owner,
      (tx) =>
        tx`insert into public.crew_assignments (event_id, name, roles, assigned_to) values (${event.id}, 'Lena', '{rigger}', ${[
          task.id,
        ]}) returning *`,
    );
    const load = (who: typeof owner) =>
      as(sql, who, (tx) => tx`select public.my_event(${event.id}) as e`).then(([row]) => row.e);
    const whole = {
      id: event.id,
      name: "Runway",
      startsAt: "2026-12-01T08:00:00+00:00",
      tasks: [{
        id: task.id,
        name: "Rig",
        durationMinutes: 90,
        status: "pending",
        finishNoLaterThan: "2026-12-01T12:00:00+00:00",
        staff: [{ role: "rigger", count: 2 }],
      }],
      crew: [{ id: crew.id, name: "Lena", roles: ["rigger"], assignedTo: [task.id] }],
    };
    equal(await load(owner), whole);
    equal(await load(member), whole);
    equal(await load(stranger), null);
    equal(await load(people.admin), null);
    equal(await refusal(as(sql, anonymous, (tx) => tx`select public.my_event(${event.id})`)), denied);
  });

  await t.step("drop what was computed from them for everybody who works on them", async () => {
    const changes = {
      "the event": () => as(sql, owner, (tx) => tx`update public.events set name = 'Show' where id = ${event.id}`),
      "its crew": () =>
        as(sql, owner, (tx) => tx`update public.crew_assignments set name = 'Lea' where event_id = ${event.id}`),
      "its tasks": () =>
        as(sql, member, (tx) => tx`update public.tasks set name = 'Rig the truss' where event_id = ${event.id}`),
    };
    for (const [what, change] of Object.entries(changes)) {
      for (const who of [owner, member, stranger]) await keepAll(sql, who.id);
      await change();
      equal(await keptFor(sql, owner.id), ["logistics-analyzer", "media-scorer"], what);
      equal(await keptFor(sql, member.id), ["logistics-analyzer", "media-scorer"], what);
      equal((await keptFor(sql, stranger.id)).length, 4, what);
    }
  });

  await t.step("take their tasks, crew and members with them, and what was computed", async () => {
    for (const who of [owner, member]) await keepAll(sql, who.id);
    await as(sql, owner, (tx) => tx`delete from public.events where id = ${event.id}`);
    for (const table of ["tasks", "crew_assignments", "event_members"]) {
      equal((await sql.unsafe(`select from public.${table} where event_id = '${event.id}'`)).length, 0, table);
    }
    for (const who of [owner, member]) equal(await keptFor(sql, who.id), ["logistics-analyzer", "media-scorer"]);
  });

  await close();
});
