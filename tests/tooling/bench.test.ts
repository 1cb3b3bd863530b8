/** The bench runs, and its contenders come to the same: their times are for people to look at. */
import assert from "node:assert/strict";
import { projectRoot } from "../../stack/paths.ts";

const questions = ["alone", "text", "pixels", "quality"];

Deno.test("wasm, native code and TypeScript agree on every analysis that is measured", async () => {
  const args = ["run", "--allow-all", "--no-check", "--quiet", "bench/run.ts", ...questions, "--glance"];
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), { args, cwd: projectRoot }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  assert.equal(code, 0, text(stderr));
  const told = text(stdout), titles = told.split("\n").filter((line) => line.startsWith("## "));
  assert.equal(titles.length, questions.length, told);
});
