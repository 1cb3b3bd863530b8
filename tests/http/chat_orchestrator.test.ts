/** The assistant behind the real client: what it answers from, and what it leaves in the audit log. */
import assert from "node:assert/strict";
import { type ChatOrchestratorParams, createFashionOS } from "../../client/src/index.ts";
import { type Person, startTestStack } from "../support/stack.ts";

const stack = await startTestStack();
const owner = await stack.person("owner");
const stranger = await stack.person("stranger");

const sampleList: NonNullable<ChatOrchestratorParams["userContext"]>["sampleList"] = [
  { id: "gown", name: "Ivory gown", status: "shot" },
  { id: "coat", name: "Camel coat", status: "delayed", isHero: true },
];

/** Says something in a new session, or in the one named in `more`. */
async function say(who: Person, message: string, more: Partial<ChatOrchestratorParams> = {}) {
  const params = { message, currentKit: "logistics", sessionId: crypto.randomUUID(), ...more };
  const { data, error } = await createFashionOS(who.client).callChatOrchestrator(params);
  assert.equal(error, null, JSON.stringify(error));
  return data!;
}

async function row(who: Person, id: string) {
  const { data, error } = await who.client.from("assistant_conversations").select().eq("id", id).maybeSingle();
  assert.equal(error, null);
  return data;
}

Deno.test("a question is answered from the samples in the request", async () => {
  const answer = await say(owner, "Are the samples ready?", { conversationHistory: [], userContext: { sampleList } });
  assert.deepEqual([answer.type, answer.intent, answer.skill], ["text", "question", "logistics.readiness"]);
  assert.match(answer.content, /50\s?%/);
  assert.ok(answer.actions?.length, "there is something to press");
  assert.ok((answer.followUp?.length ?? 0) >= 2, "and to say next");
  assert.ok(answer.responseTime >= 0 && answer.responseTime < 1000, String(answer.responseTime));
  assert.equal(answer.auditLogged, undefined);
});

Deno.test("every exchange is in the audit log before its answer, and only its own person sees it", async () => {
  const sessionId = crypto.randomUUID();
  const more = { sessionId, currentRoute: "/samples", conversationHistory: [], userContext: { sampleList } };
  const answer = await say(owner, "What is blocking us?", more);
  const written = await row(owner, answer.conversationId);
  assert.deepEqual(written.response, answer);
  const { user_id, session_id, message, kit_context, page_route, intent_detected, skill_used } = written;
  assert.deepEqual({ user_id, session_id, message, kit_context, page_route, intent_detected, skill_used }, {
    user_id: owner.user.id,
    session_id: sessionId,
    message: "What is blocking us?",
    kit_context: "logistics",
    page_route: "/samples",
    intent_detected: answer.intent,
    skill_used: "logistics.blockers",
  });
  assert.equal(written.response_time_ms, answer.responseTime);
  assert.equal(await row(stranger, answer.conversationId), null);
});

Deno.test("without data the caller's own samples are answered from, and nobody else's", async () => {
  const rows = [{ name: "Own gown", status: "shot" }, ...Array(3).fill({ name: "Own coat", status: "delayed" })];
  assert.equal((await owner.client.from("samples").insert(rows)).error, null);
  assert.match((await say(owner, "Are the samples ready?")).content, /25\s?%/);
  const none = await say(stranger, "Are the samples ready?");
  assert.equal(none.skill, "logistics.readiness");
  assert.doesNotMatch(none.content, /%/, "nothing is not 0 %");
});

Deno.test("a message that leans on the one before is understood from the session in the database", async () => {
  const sessionId = crypto.randomUUID();
  const first = await say(owner, "Are the samples ready?", { sessionId });
  for (const message of ["why?", "and tomorrow?"]) {
    const answer = await say(owner, message, { sessionId });
    assert.equal(answer.skill, first.skill, `${message}: ${answer.content}`);
  }
  const lost = await say(owner, "why?");
  assert.notEqual(lost.skill, first.skill, "in a new session there is nothing to lean on");
  const listening = await say(stranger, "why?", { sessionId });
  assert.notEqual(listening.skill, first.skill, "another person's session is not theirs to lean on");
});

Deno.test("a thumb closes the loop, and admins see it by skill", async () => {
  const answer = await say(owner, "What is blocking us?");
  const rate = (who: Person) => who.client.rpc("rate_conversation", { id: answer.conversationId, helpful: true });
  assert.equal((await rate(stranger)).error?.code, "PT404");
  assert.equal((await rate(owner)).error, null);
  assert.equal((await row(owner, answer.conversationId)).helpful, true);

  const chief = await stack.person("chief", { role: "admin" });
  const span = { p_from: new Date(Date.now() - 60_000).toISOString() };
  const { data, error } = await chief.client.rpc("chat_feedback", span);
  assert.equal(error, null);
  const blockers = data.find(({ skill }: { skill: string }) => skill === "logistics.blockers");
  assert.deepEqual([blockers.asked, blockers.helpful, blockers.unhelpful], [2, 1, 0]);
  assert.equal((await owner.client.rpc("chat_feedback", span)).error?.code, "42501");
});

Deno.test("a message that is none is refused kindly, with three things to try", async () => {
  for (const message of ["", "   ", "x".repeat(4001)]) {
    const params = { message, currentKit: "media", sessionId: crypto.randomUUID() };
    const { error } = await createFashionOS(owner.client).callChatOrchestrator(params);
    assert.deepEqual([error?.status, error?.code], [400, "invalid_input"]);
    const details = error?.details as { field: string; suggestions: string[] };
    assert.equal(details.field, "message");
    assert.equal(details.suggestions.length, 3);
    assert.match(error!.message, /please/);
  }
});

Deno.test("what people and their data may contain goes through: emoji, right to left, a NUL, quotes", async () => {
  const message = 'ready? 👗 "فستان" \\u0000 \0 \u2028';
  const answer = await say(owner, message, { conversationHistory: [], userContext: { sampleList } });
  assert.equal(answer.auditLogged, undefined);
  assert.equal((await row(owner, answer.conversationId)).message, message.replace("\0", "\ufffd"));
});

Deno.test("the 61st message of a minute is refused, unanswered and unwritten", async () => {
  const hasty = await stack.person("hasty");
  const params = () => ({
    message: "Are the samples ready?",
    currentKit: "logistics",
    sessionId: crypto.randomUUID(),
    conversationHistory: [],
    userContext: { sampleList },
  });
  const { callChatOrchestrator } = createFashionOS(hasty.client);
  const answers = await Promise.all(Array.from({ length: 65 }, () => callChatOrchestrator(params())));
  const refused = answers.filter(({ error }) => error?.status === 429);
  assert.deepEqual([answers.filter(({ error }) => error === null).length, refused.length], [60, 5]);
  assert.ok(refused[0]!.error!.retryAfter! >= 1);
  const { count } = await hasty.client.from("assistant_conversations").select("*", { count: "exact", head: true });
  assert.equal(count, 60);
});

Deno.test("no message is in the log", () => {
  const log = stack.log.join("\n");
  assert.ok(log.includes("chat-orchestrator answered 200"));
  for (const secret of ["Are the samples ready?", "Camel coat", owner.token]) assert.ok(!log.includes(secret));
});

Deno.test("the stack ends", () => stack.stop());
