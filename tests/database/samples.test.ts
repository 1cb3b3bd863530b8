import { deepStrictEqual as equal } from "node:assert/strict";
import { keepAll, keptFor, sentBy } from "./support/live.ts";
import { admin, anonymous, as, refusal, service, signUp } from "./support/people.ts";
import { denied, rights } from "./support/rights.ts";
import { scratch } from "./support/scratch.ts";

Deno.test("samples", async (t) => {
  const { sql, close } = await scratch();
  const [owner, stranger] = [await signUp(sql), await signUp(sql)];
  const people = { owner, stranger, anonymous, admin: await admin(sql), service };
  const [sample] = await as(
    sql,
    owner,
    (tx) => tx`insert into public.samples (name) values ('Silk dress') returning *`,
  );

  await t.step("belong to their owner alone; admins look, the service does everything", async () => {
    equal(
      await rights(sql, people, {
        read: (tx) => tx`select * from public.samples where id = ${sample.id}`,
        add: (tx) => tx`insert into public.samples (user_id, name) values (${owner.id}, 'Boots')`,
        change: (tx) => tx`update public.samples set status = 'received' where id = ${sample.id}`,
        giveAway: (tx) => tx`update public.samples set user_id = ${stranger.id} where id = ${sample.id}`,
        remove: (tx) => tx`delete from public.samples where id = ${sample.id}`,
      }),
      {
        owner: { read: 1, add: 1, change: 1, giveAway: denied, remove: 1 },
        stranger: { read: 0, add: denied, change: 0, giveAway: 0, remove: 0 },
        anonymous: { read: denied, add: denied, change: denied, giveAway: denied, remove: denied },
        admin: { read: 1, add: denied, change: 0, giveAway: 0, remove: 0 },
        service: { read: 1, add: 1, change: 1, giveAway: 1, remove: 1 },
      },
    );
  });

  await t.step("start awaiting, twenty minutes long, and owned by whoever adds them", () => {
    equal([sample.user_id, sample.status, sample.shoot_minutes, sample.is_hero], [owner.id, "awaiting", 20, false]);
  });

  await t.step("refuse what cannot be", async () => {
    const wrong = [{ status: "gone" }, { priority: 0 }, { shoot_minutes: -1 }, { shoot_minutes: 1441 }, { name: "" }, {
      name: "x".repeat(201),
    }];
    for (const row of wrong) {
      equal(
        await refusal(as(sql, owner, (tx) => tx`insert into public.samples ${tx(row)}`)),
        "23514",
        JSON.stringify(row),
      );
    }
    equal(await refusal(as(sql, owner, (tx) => tx`update public.samples set substitute_ids = array[id]`)), "23514");
  });

  await t.step("move updated_at with every change", async () => {
    const [later] = await as(
      sql,
      owner,
      (tx) => tx`update public.samples set name = 'Silk gown' where id = ${sample.id} returning *`,
    );
    equal(later.updated_at > sample.updated_at, true);
    equal(later.created_at, sample.created_at);
  });

  await t.step("are loaded in the wire shape, nulls left out, one's own only", async () => {
    const mine = (who: typeof owner) =>
      as(sql, who, (tx) => tx`select public.my_samples() as s`).then(([row]) => row.s);
    equal(await mine(owner), [{
      id: sample.id,
      name: "Silk gown",
      status: "awaiting",
      isHero: false,
      shootMinutes: 20,
    }]);
    equal(await mine(stranger), []);
    equal(await mine(people.admin), []);
    equal(await refusal(as(sql, anonymous, (tx) => tx`select public.my_samples()`)), denied);
  });

  const topic = `samples:${owner.id}`;
  await t.step("tell their owner of what is added, changes status and is removed", async () => {
    const id = crypto.randomUUID();
    equal(await sentBy(sql, () => as(sql, owner, (tx) => tx`insert into public.samples (id) values (${id})`)), [
      { topic, event: "sample_added", payload: { id, status: "awaiting" } },
    ]);
    equal(
      await sentBy(
        sql,
        () => as(sql, owner, (tx) => tx`update public.samples set status = 'in_transit' where id = ${id}`),
      ),
      [
        { topic, event: "sample_status_changed", payload: { id, from: "awaiting", to: "in_transit" } },
      ],
    );
    equal(
      await sentBy(sql, () => as(sql, owner, (tx) => tx`update public.samples set name = 'Boots' where id = ${id}`)),
      [],
    );
    equal(await sentBy(sql, () => as(sql, owner, (tx) => tx`delete from public.samples where id = ${id}`)), [
      { topic, event: "sample_removed", payload: { id } },
    ]);
  });

  await t.step("tell nothing of a change that is rolled back", async () => {
    const sent = await sentBy(sql, () =>
      refusal(as(sql, owner, async (tx) => {
        await tx`insert into public.samples (name) values ('Boots')`;
        throw new Error("changed my mind");
      })));
    equal(sent, []);
  });

  await t.step("send one summary for more than twenty, one event each up to twenty", async () => {
    const add = (n: number) =>
      as(
        sql,
        owner,
        (tx) => tx`insert into public.samples (name) select 'Sample ' || n from generate_series(1, ${n}) n`,
      );
    equal((await sentBy(sql, () => add(20))).length, 20);
    equal(await sentBy(sql, () => add(10_000)), [{ topic, event: "sample_added", payload: { count: 10_000 } }]);
    equal(
      await sentBy(
        sql,
        () => as(sql, owner, (tx) => tx`update public.samples set status = 'received' where name like 'Sample %'`),
      ),
      [
        { topic, event: "sample_status_changed", payload: { count: 10_020 } },
      ],
    );
    equal(await sentBy(sql, () => as(sql, owner, (tx) => tx`delete from public.samples where name like 'Sample %'`)), [
      { topic, event: "sample_removed", payload: { count: 10_020 } },
    ]);
  });

  await t.step("of one statement over two owners' rows, tell each of their own", async () => {
    const [mine, theirs] = [crypto.randomUUID(), crypto.randomUUID()];
    await sql`insert into public.samples (id, user_id) values (${mine}, ${owner.id}), (${theirs}, ${stranger.id})`;
    const changed = (id: string) => ({
      event: "sample_status_changed",
      payload: { id, from: "awaiting", to: "delayed" },
    });
    const sent = await sentBy(
      sql,
      () =>
        as(
          sql,
          service,
          (tx) => tx`update public.samples set status = 'delayed' where id = any (${[mine, theirs]}) returning id`,
        ),
    );
    const by = (topic: string) => sent.filter((event) => event.topic === topic).map(({ topic: _, ...event }) => event);
    equal([by(topic), by(`samples:${stranger.id}`), sent.length], [[changed(mine)], [changed(theirs)], 2]);
    await sql`delete from public.samples where id = any (${[mine, theirs]})`;
  });

  await t.step("that change hands, or their id, are forgotten by whoever had them and has them", async () => {
    const [row] = await sql`insert into public.samples (user_id) values (${owner.id}) returning id`;
    for (
      const change of [
        `update public.samples set user_id = '${stranger.id}' where id = '${row.id}'`,
        `update public.samples set id = gen_random_uuid(), status = 'lost', user_id = '${owner.id}' where id = '${row.id}'`,
      ]
    ) {
      for (const who of [owner, stranger]) await keepAll(sql, who.id);
      equal(await sentBy(sql, () => as(sql, service, (tx) => tx.unsafe(change))), [], change);
      for (const who of [owner, stranger]) {
        equal(await keptFor(sql, who.id), ["events-optimizer", "media-scorer"], change);
      }
    }
    await sql`delete from public.samples where status = 'lost'`;
  });

  await t.step("drop what was computed from them, for their owner only", async () => {
    for (const who of [owner, stranger]) await keepAll(sql, who.id);
    await as(sql, owner, (tx) => tx`update public.samples set status = 'prepped' where id = ${sample.id}`);
    equal(await keptFor(sql, owner.id), ["events-optimizer", "media-scorer"]);
    equal((await keptFor(sql, stranger.id)).length, 4);
  });

  await t.step("keep the answers when the change is rolled back", async () => {
    await keepAll(sql, owner.id);
    await refusal(as(sql, owner, async (tx) => {
      await tx`delete from public.samples`;
      throw new Error("changed my mind");
    }));
    equal((await keptFor(sql, owner.id)).length, 4);
  });

  await close();
});
