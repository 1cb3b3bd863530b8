import { deepStrictEqual as equal } from "node:assert/strict";
import { admin, anonymous, as, type Person, refusal, signUp } from "./support/people.ts";
import { scratch } from "./support/scratch.ts";

const day = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * day).toISOString();

Deno.test("chat_material", async (t) => {
  const { sql, close } = await scratch();
  const [owner, stranger] = [await signUp(sql), await signUp(sql)];
  const chief = await admin(sql);

  interface Asked {
    wanted?: string[];
    session?: string | null;
    bySkill?: Record<string, string[]> | null;
    message?: string | null;
  }
  const material = async (who: Person, { wanted = [], session = null, bySkill = null, message = null }: Asked) => {
    const map = bySkill && sql.json(bySkill);
    const call = await as(
      sql,
      who,
      (tx) => tx`select public.chat_material(${wanted}, ${session}, ${map}, ${message}) as m`,
    );
    return call[0].m;
  };
  const say = (who: Person, session: string, message: string, skill: string | null, content?: string) =>
    as(
      sql,
      who,
      (tx) =>
        tx`insert into public.assistant_conversations (session_id, message, response, kit_context, skill_used)
         values (${session}, ${message}, ${sql.json(content ? { content } : {})}, 'logistics', ${skill})`,
    );

  const session = crypto.randomUUID();
  for (let n = 1; n <= 6; n++) await say(owner, session, `question ${n}`, "logistics.readiness", `answer ${n}`);
  await say(stranger, session, "what do they say?", "media.quality", "nothing");
  await as(sql, owner, (tx) => tx`insert into public.samples (name, status) values ('Gown', 'delayed')`);
  await as(sql, stranger, (tx) => tx`insert into public.samples (name, status) values ('Coat', 'shot')`);
  await as(sql, chief, (tx) => tx`insert into public.samples (name, status) values ('Boots', 'shot')`);

  await t.step("brings the last five exchanges of the caller's own session, oldest first", async () => {
    const { history } = await material(owner, { session });
    equal(history.length, 10);
    equal(history[0], { role: "user", content: "question 2" });
    equal(history[9], { role: "assistant", content: "answer 6" });
    equal((await material(stranger, { session })).history[0].content, "what do they say?");
    equal((await material(chief, { session })).history, [], "an admin talks in their own name");
    equal((await material(owner, { session: crypto.randomUUID() })).history, []);
    equal((await material(owner, {})).history, null);
  });

  await t.step("reads the kinds that are wanted, of the caller alone, and no others", async () => {
    const kinds = ["samples", "event", "assets", "shots", "packages", "uses"];
    const all = await material(owner, { wanted: kinds });
    equal(all.samples.map(({ name }: { name: string }) => name), ["Gown"]);
    equal([all.event, all.assets, all.shots, all.uses], [null, [], [], []]);
    equal(Array.isArray(all.packages), true);
    equal((await material(chief, { wanted: ["samples"] })).samples.map(({ name }: { name: string }) => name), [
      "Boots",
    ]);
    const none = await material(owner, {});
    equal(kinds.map((kind) => none[kind]), kinds.map(() => null));
  });

  await t.step("reads what the skill wants that answered last in the session", async () => {
    const bySkill = { "logistics.readiness": ["samples"], "media.missing": ["assets", "shots"] };
    const follow = await material(owner, { session, bySkill });
    equal([follow.samples.length, follow.assets, follow.shots], [1, null, null]);
    await say(owner, session, "which shots are missing?", "media.missing", "two");
    await say(owner, session, "thanks", "general.help", "You are welcome.");
    const later = await material(owner, { session, bySkill });
    equal([later.samples, later.assets, later.shots], [null, [], []]);
    equal((await material(owner, { session: crypto.randomUUID(), bySkill })).samples, null);
  });

  await t.step("chooses the event that is named, else the nearest that is not over, else the last", async () => {
    const events = [
      { name: "Milan Show", starts_at: inDays(-400), show_at: inDays(-390), ends_at: inDays(-389) },
      { name: "Lookbook Shoot", starts_at: inDays(-20), show_at: inDays(-10), ends_at: inDays(-9) },
    ];
    const choice = async (message: string | null) =>
      (await material(owner, { wanted: ["event"], message })).event?.name;
    await as(sql, owner, (tx) => tx`insert into public.events ${tx(events)}`);
    equal(await choice(null), "Lookbook Shoot");
    await as(sql, owner, (tx) =>
      tx`insert into public.events ${
        tx([
          { name: "Paris Show", starts_at: inDays(30), show_at: inDays(40), ends_at: null },
          { name: "Rooftop Dinner", starts_at: inDays(-3), show_at: inDays(4), ends_at: inDays(5) },
        ])
      }`);
    equal(await choice(null), "Rooftop Dinner");
    equal(await choice("What is critical?"), "Rooftop Dinner");
    equal(await choice("Crew for the PARIS show?"), "Paris Show");
    equal(await choice("how did milan's show go"), "Milan Show");
    equal((await material(stranger, { wanted: ["event"], message: "paris show" })).event, null);
    equal((await material(chief, { wanted: ["event"], message: "paris show" })).event, null);
  });

  await t.step("is refused to visitors", async () => {
    equal(await refusal(material(anonymous, { session })), "42501");
  });

  await close();
});
