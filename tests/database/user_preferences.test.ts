import { deepStrictEqual as equal } from "node:assert/strict";
import { admin, anonymous, as, refusal, service, signUp } from "./support/people.ts";
import { denied, rights } from "./support/rights.ts";
import { scratch } from "./support/scratch.ts";

Deno.test("user_preferences", async (t) => {
  const { sql, close } = await scratch();
  const [owner, stranger, newcomer] = [await signUp(sql), await signUp(sql), await signUp(sql)];
  const people = { owner, stranger, anonymous, admin: await admin(sql), service };
  const [set] = await as(
    sql,
    owner,
    (tx) => tx`insert into public.user_preferences (default_kit) values ('media') returning *`,
  );

  await t.step("start as the assistant's defaults", () => {
    const { user_id, updated_at: _, ...rest } = set;
    equal(user_id, owner.id);
    equal(rest, {
      default_kit: "media",
      auto_suggestions_enabled: true,
      notification_preferences: {},
      kit_order: [],
      favorite_actions: [],
      conversation_history_retention_days: 90,
    });
  });

  await t.step("are each person's own to set and change; nobody removes them", async () => {
    equal(
      await rights(sql, people, {
        read: (tx) => tx`select * from public.user_preferences where user_id = ${owner.id}`,
        add: (tx) => tx`insert into public.user_preferences (user_id) values (${newcomer.id})`,
        change: (tx) => tx`update public.user_preferences set default_kit = 'events' where user_id = ${owner.id}`,
        giveAway: (tx) => tx`update public.user_preferences set user_id = ${newcomer.id} where user_id = ${owner.id}`,
        remove: (tx) => tx`delete from public.user_preferences where user_id = ${owner.id}`,
      }),
      {
        owner: { read: 1, add: denied, change: 1, giveAway: denied, remove: denied },
        stranger: { read: 0, add: denied, change: 0, giveAway: 0, remove: denied },
        anonymous: { read: denied, add: denied, change: denied, giveAway: denied, remove: denied },
        admin: { read: 1, add: denied, change: 0, giveAway: 0, remove: denied },
        service: { read: 1, add: 1, change: 1, giveAway: 1, remove: 1 },
      },
    );
  });

  await t.step("move updated_at, whatever the writer says", async () => {
    const [later] = await as(
      sql,
      owner,
      (tx) => tx`update public.user_preferences set updated_at = '2020-01-01' returning updated_at`,
    );
    equal(later.updated_at > set.updated_at, true);
    const [{ fresh }] = await as(
      sql,
      stranger,
      (tx) =>
        tx`insert into public.user_preferences (updated_at) values ('2020-01-01') returning updated_at = now() as fresh`,
    );
    equal(fresh, true);
  });

  await t.step("keep conversations between a day and ten years", async () => {
    const days = (n: number) =>
      refusal(
        as(sql, owner, (tx) => tx`update public.user_preferences set conversation_history_retention_days = ${n}`),
      );
    equal([await days(0), await days(1), await days(3650), await days(3651)], ["23514", "allowed", "allowed", "23514"]);
  });

  await close();
});
