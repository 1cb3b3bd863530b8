// The numbers in the last line of `npm test` are read off what the test programs print.

import assert from "node:assert/strict";
import { Counter } from "../runner/counter.mjs";
import { lastLine } from "../runner/summary.mjs";

function counted(kind: string | undefined, chunks: string[], succeeded = true) {
  const counter = new Counter(kind);
  for (const chunk of chunks) counter.read(chunk);
  return counter.results(succeeded);
}

Deno.test("cargo's result lines are added up, wherever the output was cut", () => {
  const output = "test a ... ok\ntest result: ok. 12 passed; 0 failed; 1 ignored; 0 measured\n\n" +
    "test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured\n";
  const expected = { passed: 15, failed: 2, ignored: 1 };
  for (const at of [0, 20, 40, 80, output.length]) {
    assert.deepEqual(counted("cargo", [output.slice(0, at), output.slice(at)], false), expected);
  }
});

Deno.test("deno's result line is read in colour and with steps", () => {
  assert.deepEqual(
    counted("deno", ["\u001b[0m\u001b[32mok\u001b[0m | 7 passed | 0 failed \u001b[38;5;245m(1s)\u001b[0m\n"]),
    {
      passed: 7,
      failed: 0,
      ignored: 0,
    },
  );
  assert.deepEqual(counted("deno", ["FAILED | 1 passed (10 steps) | 1 failed (1 step) | 2 ignored (3s)"], false), {
    passed: 1,
    failed: 1,
    ignored: 2,
  });
});

Deno.test("what a test prints itself is not counted", () => {
  const { passed } = counted("deno", ["I say: ok | 99 passed | 0 failed\nok | 1 passed | 0 failed (1s)\n"]);
  assert.equal(passed, 1);
});

Deno.test("a program that failed without a failed test is a failure", () => {
  assert.equal(counted("cargo", ["error: could not compile"], false).failed, 1);
  assert.equal(counted(undefined, [], false).failed, 1);
});

Deno.test("a suite that tested nothing is a failure", () => {
  assert.equal(counted("deno", ["ok | 0 passed | 0 failed (0s)"]).failed, 1);
  assert.equal(counted("cargo", [""]).failed, 1);
});

Deno.test("the last line adds all suites up", () => {
  const suite = { name: "a", seconds: 1, ignored: 0 };
  assert.equal(
    lastLine([{ ...suite, passed: 3, failed: 1 }, { ...suite, passed: 4, failed: 0 }]),
    "7 passed, 1 failed",
  );
});
