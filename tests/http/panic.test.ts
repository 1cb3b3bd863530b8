/** A function that panics: its caller is told, and the next request finds everything in order. */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { oldDeno } from "../../stack/functions/host.ts";
import { startTestStack } from "../support/stack.ts";

for (const [version, deno] of [["the current Deno", undefined], ["Deno 2.1", oldDeno]] as const) {
  Deno.test(`a panic is survived on ${version}`, async (t) => {
    const stack = await startTestStack({ functions: fileURLToPath(new URL("../probes", import.meta.url)), deno });
    const owner = await stack.person("owner");

    const ask = async (mood: string) => {
      const response = await fetch(`${stack.url}/functions/v1/panicker`, {
        method: "POST",
        headers: { authorization: `Bearer ${owner.token}`, "content-type": "application/json" },
        body: JSON.stringify({ mood }),
      });
      return { status: response.status, headers: response.headers, answer: await response.json() };
    };
    const calm = async () => {
      const { status, answer } = await ask("calm");
      assert.equal(status, 200, JSON.stringify(answer));
      assert.equal(answer.userId, owner.user.id);
    };

    await t.step("the caller gets a 500 with the request's id, and nothing of the reason", async () => {
      await calm();
      const { status, headers, answer } = await ask("panic");
      assert.equal(status, 500);
      assert.deepEqual(answer, {
        code: "internal",
        message: "internal error",
        requestId: headers.get("x-request-id"),
      });
      assert.equal(headers.get("access-control-allow-origin"), "*");
    });

    await t.step("the next request is answered by a fresh instance, again and again", async () => {
      for (let round = 0; round < 3; round++) {
        await calm();
        assert.equal((await ask("panic")).status, 500);
      }
      await calm();
    });

    await t.step("the reason is in the log, under the request's id", async () => {
      const { answer } = await ask("panic");
      await new Promise((resolve) => setTimeout(resolve, 100));
      const line = stack.log.find((line) => line.includes(answer.requestId) && line.includes("on purpose"));
      assert.ok(line, stack.log.slice(-5).join("\n"));
    });

    await t.step("a request in flight beside a panic is answered too, and nobody waits for ever", async () => {
      const answers = await Promise.all([ask("waiting"), ask("panic"), ask("waiting"), ask("calm")]);
      assert.equal(answers[1].status, 500);
      for (const { status } of answers) assert.ok([200, 500].includes(status), String(status));
      await calm();
    });

    await t.step("a trap without a panic is survived as well", async () => {
      assert.equal((await ask("overflow")).status, 500);
      await calm();
    });

    await t.step("an endless loop is ended at the platform's limit, and the next request works", async () => {
      const { status, answer } = await ask("spin");
      assert.deepEqual([status, answer.code], [546, "WORKER_LIMIT"]);
      await calm();
    });

    await stack.stop();
  });
}
