import { deepStrictEqual as equal } from "node:assert/strict";
import { keepAll, keptFor } from "./support/live.ts";
import { admin, anonymous, as, refusal, service, signUp } from "./support/people.ts";
import { denied, rights } from "./support/rights.ts";
import { scratch } from "./support/scratch.ts";

Deno.test("shots", async (t) => {
  const { sql, close } = await scratch();
  const [owner, stranger] = [await signUp(sql), await signUp(sql)];
  const people = { owner, stranger, anonymous, admin: await admin(sql), service };
  const [shot] = await as(
    sql,
    owner,
    (tx) => tx`insert into public.shots (name, angle) values ('Look 1', 'front') returning *`,
  );

  await t.step("belong to their owner alone; admins look", async () => {
    equal(
      await rights(sql, people, {
        read: (tx) => tx`select * from public.shots where id = ${shot.id}`,
        add: (tx) => tx`insert into public.shots (user_id) values (${owner.id})`,
        change: (tx) => tx`update public.shots set required = 3 where id = ${shot.id}`,
        giveAway: (tx) => tx`update public.shots set user_id = ${stranger.id} where id = ${shot.id}`,
        remove: (tx) => tx`delete from public.shots where id = ${shot.id}`,
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

  await t.step("are loaded in the wire shape, one's own only", async () => {
    const mine = (who: typeof owner) => as(sql, who, (tx) => tx`select public.my_shots() as s`).then(([row]) => row.s);
    equal(await mine(owner), [{ id: shot.id, name: "Look 1", angle: "front", required: 1, isHero: false }]);
    equal(await mine(stranger), []);
  });

  await t.step("refuse what cannot be", async () => {
    for (const row of [{ required: -1 }, { required: 1001 }, { priority: 0 }, { sku: "x".repeat(101) }]) {
      equal(await refusal(as(sql, owner, (tx) => tx`insert into public.shots ${tx(row)}`)), "23514");
    }
  });

  await t.step("drop what was computed about the gallery", async () => {
    await keepAll(sql, owner.id);
    await as(sql, owner, (tx) => tx`update public.shots set required = 2`);
    equal(await keptFor(sql, owner.id), ["events-optimizer", "logistics-analyzer"]);
  });

  await close();
});
