/** The real stack, in a process and a directory of its own, and somebody signed in to it. */
import postgres, { type Sql } from "postgres";

const start = new URL("../../stack/start.ts", import.meta.url).pathname;

export interface RealStack {
  env: Record<string, string>;
  token: string;
  userId: string;
  sql: Sql;
  /** As the project's role `postgres`. */
  databaseUrl: string;
  /** From the start of the process until it was ready, in ms. */
  startedIn: number;
  stop(): Promise<void>;
}

export async function startRealStack(): Promise<RealStack> {
  const directory = await Deno.makeTempDir({ prefix: "bench-" });
  const begun = performance.now();
  const args = ["run", "-A", start, "--port", "0", "--dir", directory];
  const process = new Deno.Command(Deno.execPath(), { args, stdout: "piped", stderr: "inherit" }).spawn();
  let printed = "";
  for await (const text of process.stdout.pipeThrough(new TextDecoderStream()).values({ preventCancel: true })) {
    printed += text;
    if (printed.includes("Ready in")) break;
  }
  const startedIn = performance.now() - begun;
  const stop = async () => {
    process.kill("SIGTERM");
    await process.status;
    await Deno.remove(directory, { recursive: true });
  };
  if (!printed.includes("Ready in")) {
    await stop().catch(() => {});
    throw new Error(`the stack did not start:\n${printed}`);
  }
  const lines = (await Deno.readTextFile(`${directory}/env`)).trim().split("\n");
  const given = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
  );
  const url = given.SUPABASE_URL;
  const keys = await (await fetch(`${url}/auth/v1/.well-known/jwks.json`)).text();
  const session = await (await fetch(`${url}/auth/v1/token?grant_type=password`, {
    method: "POST",
    headers: { apikey: given.SUPABASE_PUBLISHABLE_KEY, "content-type": "application/json" },
    body: JSON.stringify({ email: given.DEMO_EMAIL, password: given.DEMO_PASSWORD }),
  })).json();
  const sql = postgres(given.DB_URL, { max: 1 });
  return {
    env: {
      SUPABASE_URL: url,
      SUPABASE_JWKS: keys,
      // Questions before this one may have set another in this process, which its children inherit.
      JWT_ISSUER: `${url}/auth/v1`,
      SUPABASE_PUBLISHABLE_KEYS: JSON.stringify({ default: given.SUPABASE_PUBLISHABLE_KEY }),
      SUPABASE_SECRET_KEYS: JSON.stringify({ default: given.SUPABASE_SECRET_KEY }),
      SUPABASE_SERVICE_ROLE_KEY: given.SUPABASE_SECRET_KEY,
      BENCH_USER_ID: session.user.id,
    },
    token: session.access_token,
    userId: session.user.id,
    sql,
    databaseUrl: given.DB_URL,
    startedIn,
    async stop() {
      await sql.end();
      await stop();
    },
  };
}
