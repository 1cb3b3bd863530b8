/**
 * Measures the functions against their peers and prints one Markdown table per question.
 *
 *   npm run bench [-- request | chat | analysis | database] [--write] [--glance]
 *
 * `--glance` looks whether contenders agree and all of it runs: one short round each, native code as the tests have it.
 */
import { alone } from "./analysis/alone.ts";
import { limits } from "./analysis/limits.ts";
import { quality } from "./analysis/quality.ts";
import { text } from "./analysis/text.ts";
import { twelveMegapixels } from "./analysis/twelve_megapixels.ts";
import { full, glance } from "./contest/contest.ts";
import { boundary } from "./request/boundary.ts";
import { chatEngine, chatRequest } from "./request/chat.ts";
import { buildKernels } from "./measured/build.ts";
import { live } from "./database/live.ts";
import { triggers } from "./database/triggers.ts";
import { cold } from "./request/cold.ts";
import { hit } from "./request/hit.ts";
import { realHit } from "./request/real_hit.ts";
import { largest } from "./request/largest.ts";
import { samples } from "./request/samples.ts";
import { size } from "./request/size.ts";
import { warm } from "./request/warm.ts";
import { type Finding, markdown } from "./table.ts";

const effort = Deno.args.includes("--glance") ? glance : full;
const questions = {
  request: {
    size,
    cold,
    "real-hit": realHit,
    "stub-hit": hit,
    samples,
    largest,
    warm,
    boundary: () => compared(boundary),
  },
  analysis: {
    alone: () => compared(alone),
    text: () => compared(text),
    pixels: () => compared(twelveMegapixels),
    limits: () => limits(effort),
    quality: () => quality(effort),
  },
  chat: { "chat-engine": chatEngine, "chat-request": chatRequest },
  database: { triggers, live },
};
const programs = {
  chat: ["chat.ts"],
};
const names = [...Object.entries(questions), ...Object.entries(programs)]
  .flatMap(([group, asked]) => [group, ...(Array.isArray(asked) ? [] : Object.keys(asked))]);

const write = Deno.args.includes("--write");
const wanted = Deno.args.filter((word) => !["--write", "--glance"].includes(word));
const unknown = wanted.filter((word) => !names.includes(word));
if (unknown.length > 0) {
  console.error(`No question is called ${unknown.join(", ")}; there are ${names.join(", ")}.`);
  Deno.exit(2);
}
const isWanted = (...names: string[]) => wanted.length === 0 || names.some((name) => wanted.includes(name));

const sections = [`# Measured\n\n${machine()}\n`];
console.log(sections[0]);
for (const [group, asked] of Object.entries(questions)) {
  for (const [name, ask] of Object.entries(asked)) {
    if (!isWanted(group, name)) continue;
    const section = markdown(await ask());
    sections.push(section);
    console.log(section);
  }
}
for (const [group, files] of Object.entries(programs)) {
  if (!isWanted(group)) continue;
  for (const file of files) sections.push(await program(file));
}
console.log(`Load average at the end: ${load()}`);
if (write) {
  const text = [...sections, `Load average at the end: ${load()}\n`].join("\n");
  await Deno.writeTextFile(new URL("./RESULTS.md", import.meta.url), text);
}

/** A question about kernels, which are built for it. */
async function compared(ask: (effort: typeof full) => Promise<Finding>): Promise<Finding> {
  await buildKernels(effort);
  return await ask(effort);
}

/** A bench with a report of its own. */
async function program(file: string): Promise<string> {
  const path = new URL(`./${file}`, import.meta.url).pathname;
  const { code, stdout } = await new Deno.Command(Deno.execPath(), { args: ["run", "-A", path], stderr: "inherit" })
    .output();
  const report = new TextDecoder().decode(stdout).trimEnd();
  console.log(report);
  if (code !== 0) Deno.exitCode = 1;
  return `## ${file}\n\n\`\`\`\n${report}\n\`\`\`\n`;
}

function machine(): string {
  const { v8, deno } = Deno.version;
  const cores = navigator.hardwareConcurrency;
  return `${
    new Date().toISOString()
  }, Deno ${deno}, V8 ${v8}, ${cores} cores, load average at the start: ${load()}.\n` +
    "Targets take turns in rounds; ratios are medians of the rounds, against the first row of a table.";
}

function load(): string {
  return Deno.loadavg().map((value) => value.toFixed(2)).join(" ");
}
