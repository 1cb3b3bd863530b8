import { deepStrictEqual as equal } from "node:assert/strict";
import { admin, anonymous, as, type Person, refusal, service, signUp } from "./support/people.ts";
import { scratch } from "./support/scratch.ts";

Deno.test("chat_feedback", async (t) => {
  const { sql, close } = await scratch();
  const [one, other] = [await signUp(sql), await signUp(sql)];
  const chief = await admin(sql);
  const say = async (who: Person, skill: string | null, ms: number, helpful?: boolean) => {
    const [{ id }] = await as(
      sql,
      who,
      (tx) =>
        tx`insert into public.assistant_conversations (session_id, message, response, kit_context, skill_used, response_time_ms)
         values (${crypto.randomUUID()}, 'What blocks us?', '{}', 'logistics', ${skill}, ${ms}) returning id`,
    );
    if (helpful !== undefined) await as(sql, who, (tx) => tx`select public.rate_conversation(${id}, ${helpful})`);
  };
  await say(one, "logistics.blockers", 4, true);
  await say(one, "logistics.blockers", 6, true);
  await say(other, "logistics.blockers", 900, false);
  await say(other, "logistics.blockers", 8);
  await say(other, "media.quality", 5);
  await say(other, null, 7, false);
  const hour = 3_600_000;
  const ask = (who: Person, from = new Date(Date.now() - hour), to = new Date(Date.now() + hour)) =>
    as(sql, who, (tx) => tx`select * from public.chat_feedback(${from.toISOString()}, ${to.toISOString()})`);

  await t.step("counts answers and thumbs of everybody, skill by skill, the most asked first", async () => {
    equal((await ask(chief)).map((row) => ({ ...row })), [
      {
        skill: "logistics.blockers",
        asked: "4",
        helpful: "2",
        unhelpful: "1",
        helpful_share: "0.6667",
        median_ms: 6,
        p95_ms: 900,
      },
      {
        skill: "media.quality",
        asked: "1",
        helpful: "0",
        unhelpful: "0",
        helpful_share: null,
        median_ms: 5,
        p95_ms: 5,
      },
      { skill: "unknown", asked: "1", helpful: "0", unhelpful: "1", helpful_share: "0.0000", median_ms: 7, p95_ms: 7 },
    ]);
  });

  await t.step("counts only the span that was asked for", async () => {
    const before = await ask(chief, new Date(Date.now() - 2 * hour), new Date(Date.now() - hour));
    equal(before.length, 0);
  });

  await t.step("is for admins", async () => {
    for (const who of [one, anonymous, service]) equal(await refusal(ask(who)), "42501");
  });

  await close();
});
