import { deepStrictEqual as equal } from "node:assert/strict";
import { admin, anonymous, as, refusal, signUp } from "./support/people.ts";
import { scratch, type Tx } from "./support/scratch.ts";

Deno.test("feature_uses", async (t) => {
  const { sql, close } = await scratch();
  const [owner, stranger] = [await signUp(sql), await signUp(sql)];
  const chief = await admin(sql);
  const add = (type: string, feature: string | null, route: string | null, minute: number) =>
    sql`insert into public.analytics_events (user_id, event_type, event_data, page_route, created_at)
        values (${owner.id}, ${type}, ${sql.json(feature === null ? {} : { feature })}, ${route}, ${
      new Date(Date.UTC(2026, 10, 21, 9, minute)).toISOString()
    })`;
  await add("recommendation_declined", "media.selects", "/media", 2);
  await add("page_view", null, "/logistics/readiness", 1);
  await add("recommendation_accepted", "events.staffing", null, 3);
  await add("login", null, null, 4);
  const uses = async (tx: Tx) => (await tx`select public.feature_uses(${owner.id}) as u`)[0].u;

  await t.step(
    "name the feature or else the page, in the order of time, and how a recommendation was taken",
    async () => {
      const loaded = await as(sql, owner, uses);
      equal(
        loaded.map(({ feature, accepted }: { feature: string; accepted?: boolean }) => [feature, accepted]),
        [["/logistics/readiness", undefined], ["media.selects", false], ["events.staffing", true]],
      );
      equal(loaded[0].at, "2026-11-21T09:01:00+00:00");
    },
  );

  await t.step("are the caller's own where nobody is named", async () => {
    const [{ n }] = await as(sql, owner, (tx) => tx`select json_array_length(public.feature_uses()) as n`);
    equal(n, 3);
  });

  await t.step("are not what was only offered, which is logged as it was drawn", async () => {
    const drawn = { explored: "media.missing", slot: 4, propensity: 0.125, requestId: crypto.randomUUID() };
    const left = await as(sql, owner, async (tx) => {
      await tx`insert into public.analytics_events (event_type, event_data) values ('feature_explored', ${
        sql.json(drawn)
      })`;
      const [{ event_data }] =
        await tx`select event_data from public.analytics_events where event_type = 'feature_explored'`;
      return { event_data, uses: await uses(tx) };
    });
    equal(left.event_data, drawn);
    equal(left.uses.length, 3);
  });

  await t.step("are hidden from others, shown to admins and refused to visitors", async () => {
    equal(await as(sql, stranger, uses), []);
    equal((await as(sql, chief, uses)).length, 3);
    equal(await refusal(as(sql, anonymous, uses)), "42501");
  });

  await close();
});
