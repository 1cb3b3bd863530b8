/** Builds what is measured: the kernels to wasm as functions are built, and the native contender. */
import type { Effort } from "../contest/contest.ts";

const root = new URL("../../", import.meta.url).pathname;

export async function buildKernels({ native }: Effort): Promise<void> {
  await cargo("xtask", "build", "--bench");
  const profile = native === "debug" ? "dev" : "bench";
  await cargo("build", "--quiet", "--package", "measured", "--bin", "contender", "--profile", profile);
}

async function cargo(...args: string[]): Promise<void> {
  // What it says is no figure: it goes where errors go.
  const command = new Deno.Command("cargo", { args, cwd: root, stdout: "piped", stderr: "inherit" });
  const { success } = await command.output();
  if (!success) throw new Error(`cargo ${args.join(" ")} failed`);
}
