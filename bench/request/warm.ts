/** `npm start` where everything is built already and the stack has run before, until it answers. */
import { interleave, time } from "../rounds.ts";
import { type Finding, ms } from "../table.ts";

const mostMs = 5000;
const root = new URL("../../", import.meta.url).pathname;

export async function warm(): Promise<Finding> {
  const directory = await Deno.makeTempDir({ prefix: "bench-" });
  const target = {
    name: "npm start",
    async measure() {
      const took = await time(() => run("npm", "start", "--", "--port", "0", "--dir", directory, "--detach"));
      await run("npm", "run", "stop", "--", "--dir", directory);
      return took;
    },
  };
  const [took] = await interleave([target], { rounds: 5, warmUp: 1, seconds: 60 });
  await Deno.remove(directory, { recursive: true });
  return {
    title: "npm start, warm: what is built is not built again",
    columns: ["", "median"],
    rows: [[took.name, ms(took.ms)]],
    verdicts: [{ target: `≤ ${mostMs / 1000} s`, measured: ms(took.ms), met: took.ms <= mostMs }],
  };
}

async function run(command: string, ...args: string[]): Promise<void> {
  const { success, stderr } = await new Deno.Command(command, { args, cwd: root }).output();
  if (!success) throw new Error(`${command} ${args.join(" ")}: ${new TextDecoder().decode(stderr)}`);
}
