/** The assistant while its database is down, slow or back again: the answer still comes. */
import assert from "node:assert/strict";
import { closedPort } from "../support/ports.ts";
import { openFunctions } from "../support/functions.ts";
import { startTestStack } from "../support/stack.ts";

const stack = await startTestStack();
const owner = await stack.person("owner");

const asked = () => ({
  message: "Are the samples ready?",
  currentKit: "logistics",
  sessionId: crypto.randomUUID(),
});
const complete = () => ({
  ...asked(),
  conversationHistory: [],
  userContext: { sampleList: [{ id: "gown", status: "shot" }, { id: "coat", status: "delayed" }] },
});

/** The database's address, with something in between. */
function between(spoil: (path: string) => Response | Promise<Response> | undefined) {
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, async (request) => {
    const { pathname, search } = new URL(request.url);
    const { method, headers } = request;
    const body = await request.arrayBuffer();
    return await (spoil(pathname) ?? fetch(stack.url + pathname + search, { method, headers, body }));
  });
  return { url: `http://127.0.0.1:${server.addr.port}`, close: () => server.shutdown() };
}

Deno.test("without a database the answer comes, and says that it is not logged", async () => {
  const functions = openFunctions(stack, { SUPABASE_URL: `http://127.0.0.1:${closedPort()}` });
  const { status, headers, answer } = await functions.post("chat-orchestrator", owner.token, complete());
  assert.equal(status, 200, JSON.stringify(answer));
  assert.match(answer.content, /50\s?%/);
  assert.equal(answer.auditLogged, false);
  assert.equal(headers.get("ratelimit"), null, "nothing was counted");

  const unread = await functions.post("chat-orchestrator", owner.token, asked());
  assert.deepEqual([unread.status, unread.answer.severity], [200, "warning"]);
  await functions.close();
});

Deno.test("a row that the database did not take is written when it does", async () => {
  let refused = 0;
  const flaky = between((path) =>
    path === "/rest/v1/assistant_conversations" && refused++ < 1 ? new Response(null, { status: 503 }) : undefined
  );
  const functions = openFunctions(stack, { SUPABASE_URL: flaky.url });
  const { answer } = await functions.post("chat-orchestrator", owner.token, complete());
  assert.equal(answer.auditLogged, false);
  const find = () =>
    owner.client.from("assistant_conversations").select("user_id, response").eq("id", answer.conversationId);
  let rows = (await find()).data!;
  assert.equal(rows.length, 0);
  for (let attempt = 0; rows.length === 0 && attempt < 100; attempt++) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    rows = (await find()).data!;
  }
  const { auditLogged: _, ...response } = answer;
  assert.deepEqual(rows, [{ user_id: owner.user.id, response }]);
  await functions.close();
  await flaky.close();
});

Deno.test("rows that never come are not waited for", async () => {
  const end = Promise.withResolvers<Response>();
  const slow = between((path) => path === "/rest/v1/rpc/chat_material" ? end.promise : undefined);
  const functions = openFunctions(stack, { SUPABASE_URL: slow.url });
  const { status, answer } = await functions.post("chat-orchestrator", owner.token, asked());
  assert.equal(status, 200);
  assert.match(answer.content, /^Taking longer than expected, please try again/);
  assert.equal(answer.skill, "logistics.readiness", "what was understood is known");
  assert.equal(answer.auditLogged, undefined, "and it is logged");
  end.resolve(new Response(null, { status: 503 }));
  await functions.close();
  await slow.close();
});

Deno.test("the stack ends", () => stack.stop());
