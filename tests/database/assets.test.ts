import { deepStrictEqual as equal } from "node:assert/strict";
import { keepAll, keptFor, sentBy } from "./support/live.ts";
import { admin, anonymous, as, refusal, service, signUp } from "./support/people.ts";
import { denied, rights } from "./support/rights.ts";
import { scratch } from "./support/scratch.ts";

Deno.test("assets", async (t) => {
  const { sql, close } = await scratch();
  const [owner, stranger] = [await signUp(sql), await signUp(sql)];
  const people = { owner, stranger, anonymous, admin: await admin(sql), service };
  const [shot] = await as(sql, owner, (tx) => tx`insert into public.shots (name) values ('Look 1') returning *`);
  const [foreign] = await as(sql, stranger, (tx) => tx`insert into public.shots (name) values ('Secret') returning *`);
  const [asset] = await as(
    sql,
    owner,
    (tx) =>
      tx`insert into public.assets (name, sharpness, palette, shot_id) values ('1.jpg', 0.75, '{#fff8f0}', ${shot.id}) returning *`,
  );

  await t.step("belong to their owner alone; admins look", async () => {
    equal(
      await rights(sql, people, {
        read: (tx) => tx`select * from public.assets where id = ${asset.id}`,
        add: (tx) => tx`insert into public.assets (user_id) values (${owner.id})`,
        change: (tx) => tx`update public.assets set status = 'approved' where id = ${asset.id}`,
        giveAway: (tx) => tx`update public.assets set user_id = ${stranger.id}, shot_id = null where id = ${asset.id}`,
        remove: (tx) => tx`delete from public.assets where id = ${asset.id}`,
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

  await t.step("show only shots of their own owner, and outlive them", async () => {
    equal(await refusal(as(sql, owner, (tx) => tx`update public.assets set shot_id = ${foreign.id}`)), "23503");
    await as(sql, owner, (tx) => tx`delete from public.shots where id = ${shot.id}`);
    const [row] = await sql`select user_id, shot_id from public.assets where id = ${asset.id}`;
    equal([row.user_id, row.shot_id], [owner.id, null]);
  });

  await t.step("refuse what cannot be", async () => {
    const wrong = [
      { status: "gone" },
      { sharpness: 1.01 },
      { noise: -0.1 },
      { exposure: "NaN" },
      { width: 0 },
      { url: "javascript:alert(1)" },
      { palette: ["red"] },
      { palette: ["#ffffff", "#12345"] },
      { perceptual_hash: "xyz" },
    ];
    for (const row of wrong) {
      equal(
        await refusal(as(sql, owner, (tx) => tx`insert into public.assets ${tx(row as never)}`)),
        "23514",
        Object.keys(row)[0],
      );
    }
  });

  await t.step("are loaded in the wire shape, one's own only", async () => {
    const mine = (who: typeof owner) => as(sql, who, (tx) => tx`select public.my_assets() as a`).then(([row]) => row.a);
    equal(await mine(owner), [{
      id: asset.id,
      name: "1.jpg",
      sharpness: 0.75,
      palette: ["#fff8f0"],
      status: "pending",
    }]);
    equal(await mine(stranger), []);
  });

  const topic = `assets:${owner.id}`;
  await t.step("tell their owner of uploads and verdicts", async () => {
    const id = crypto.randomUUID();
    const set = (status: string) => () =>
      as(sql, owner, (tx) => tx`update public.assets set status = ${status} where id = ${id}`);
    equal(await sentBy(sql, () => as(sql, owner, (tx) => tx`insert into public.assets (id) values (${id})`)), [
      { topic, event: "asset_uploaded", payload: { id, status: "pending" } },
    ]);
    equal(await sentBy(sql, set("approved")), [{
      topic,
      event: "asset_approved",
      payload: { id, from: "pending", to: "approved" },
    }]);
    equal(await sentBy(sql, set("approved")), []);
    equal(await sentBy(sql, set("rejected")), [{
      topic,
      event: "asset_rejected",
      payload: { id, from: "approved", to: "rejected" },
    }]);
    equal(await sentBy(sql, set("pending")), []);
  });

  await t.step("of 10,000 in one statement each owner hears once", async () => {
    const half = 5_000;
    const counted = (event: string) =>
      [owner, stranger].map(({ id }) => ({ topic: `assets:${id}`, event, payload: { count: half } }))
        .sort((a, b) => a.topic < b.topic ? -1 : 1);
    const sent = async (statement: string) =>
      (await sentBy(sql, () => as(sql, service, (tx) => tx.unsafe(statement)))).sort((a, b) =>
        a.topic < b.topic ? -1 : 1
      );
    equal(
      await sent(`insert into public.assets (user_id, name) select p, 'Bulk ' || n
        from unnest(array['${owner.id}', '${stranger.id}']::uuid[]) p, generate_series(1, ${half}) n`),
      counted("asset_uploaded"),
    );
    for (const who of [owner, stranger]) await keepAll(sql, who.id);
    equal(
      await sent("update public.assets set status = 'approved' where name like 'Bulk %'"),
      counted("asset_approved"),
    );
    for (const who of [owner, stranger]) equal(await keptFor(sql, who.id), ["events-optimizer", "logistics-analyzer"]);
    await sql`delete from public.assets where name like 'Bulk %'`;
  });

  await t.step("that change hands are forgotten by whoever had them and has them", async () => {
    const [row] = await sql`insert into public.assets (user_id) values (${owner.id}) returning id`;
    for (const who of [owner, stranger]) await keepAll(sql, who.id);
    await as(sql, service, (tx) => tx`update public.assets set user_id = ${stranger.id} where id = ${row.id}`);
    for (const who of [owner, stranger]) equal(await keptFor(sql, who.id), ["events-optimizer", "logistics-analyzer"]);
    await sql`delete from public.assets where id = ${row.id}`;
  });

  await t.step("drop what was computed about the gallery", async () => {
    for (
      const change of [
        "update public.assets set name = '2.jpg'",
        "insert into public.assets default values",
        "delete from public.assets",
      ]
    ) {
      await keepAll(sql, owner.id);
      await as(sql, owner, (tx) => tx.unsafe(change));
      equal(await keptFor(sql, owner.id), ["events-optimizer", "logistics-analyzer"], change);
    }
  });

  await close();
});
