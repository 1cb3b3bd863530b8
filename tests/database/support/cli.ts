// The Supabase CLI against a scratch database: what it says about ours.
const root = new URL("../../../", import.meta.url).pathname;

export type Said = { code: number; out: string; err: string };

/** Runs `supabase <args> --remote=<url>`; only the database at `url` is spoken to. */
export async function supabase(url: string, ...args: string[]): Promise<Said> {
  return await run(`${root}node_modules/.bin/supabase`, [...args, `--remote=${url}`], {
    PGSSLMODE: "disable",
    SUPABASE_TELEMETRY_DISABLED: "1",
  });
}

/** TypeScript in the project's format. */
export async function formatted(source: string): Promise<string> {
  const { code, out, err } = await run(
    Deno.execPath(),
    ["fmt", "--ext=ts", "--line-width=120", "--no-config", "-"],
    {},
    source,
  );
  if (code !== 0) throw new Error(`deno fmt: ${err}`);
  return out;
}

async function run(command: string, args: string[], env: Record<string, string>, input = ""): Promise<Said> {
  const child = new Deno.Command(command, { args, env, cwd: root, stdin: "piped", stdout: "piped", stderr: "piped" })
    .spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(input));
  await writer.close();
  const { code, stdout, stderr } = await child.output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, out: text(stdout), err: text(stderr) };
}
