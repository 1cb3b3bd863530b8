// Runs one uploaded function the way the platform does: its files alone, on a Deno of its own.

import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { deno } from "../../../xtask/tools.mjs";
import type { Upload } from "./management.ts";

/** Writes an upload's files below `folder`; answers with the path of its entry point. */
function save(upload: Upload, folder: string): string {
  for (const [path, content] of upload.files) {
    const file = join(folder, path);
    Deno.mkdirSync(dirname(file), { recursive: true });
    Deno.writeFileSync(file, content);
  }
  return join(folder, upload.metadata.entrypoint_path);
}

interface Served extends AsyncDisposable {
  url: string;
}

/** `deno serve` on `entry`; `release` is a Deno package of package.json. */
async function serve(entry: string, release: string, env: Record<string, string>): Promise<Served> {
  const child = new Deno.Command(deno(release), {
    args: ["serve", "--allow-all", "--no-config", "--host", "127.0.0.1", "--port", "0", entry],
    env: { ...env, NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const output: string[] = [];
  const url = await new Promise<string>((resolve, reject) => {
    const read = (chunk: string) => {
      output.push(chunk);
      const port = /http:\/\/127\.0\.0\.1:(\d+)/.exec(output.join(""))?.[1];
      if (port) resolve(`http://127.0.0.1:${port}`);
    };
    for (const stream of [child.stdout, child.stderr]) {
      stream.pipeThrough(new TextDecoderStream()).pipeTo(new WritableStream({ write: read })).catch(reject);
    }
    child.status.then(({ code }) => reject(new Error(`deno serve ended with ${code}\n${output.join("")}`)));
  });
  return {
    url,
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
      await child.status;
    },
  };
}

/** Without any credentials a function says so, or (a webhook) that the signature is missing; it never breaks. */
export async function refusesAStranger(upload: Upload, release: string, scratch: string) {
  const entry = save(upload, `${scratch}/uploads`);
  await using served = await serve(entry, release, {
    SUPABASE_URL: "http://127.0.0.1:9",
    SUPABASE_JWKS: '{"keys":[]}',
    SUPABASE_PUBLISHABLE_KEYS: '{"default":"sb_publishable_test"}',
    SUPABASE_SECRET_KEYS: '{"default":"sb_secret_test"}',
  });
  const response = await fetch(`${served.url}/${upload.slug}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "{}",
  });
  const body = await response.json();
  assert.equal(response.status, 401, JSON.stringify(body));
  assert.equal(body.code, "unauthenticated");
  assert.match(body.requestId, /^[0-9a-f-]{36}$/);
}
