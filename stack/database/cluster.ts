/** Makes the files of a Postgres cluster: by initdb, or as a copy of one that initdb made earlier. */
import { dirname, join } from "node:path";
import { type Account, ownerOf, spawnAs } from "./account.ts";
import type { Binaries } from "./binaries.ts";

/** The cluster's superuser: the platform's own role. The project's role `postgres` is none, as when hosted. */
export const superuser = "supabase_admin";

/** Runs initdb on an empty directory; the superuser gets this password. */
export async function makeCluster(
  binaries: Binaries,
  account: Account,
  cluster: string,
  password: string,
): Promise<void> {
  const owner = ownerOf(account);
  await Deno.mkdir(cluster, { recursive: true, mode: 0o700 });
  if (owner) await Deno.chown(cluster, owner.uid, owner.gid);
  const passwordFile = await Deno.makeTempFile({ prefix: "stack-" });
  try {
    await Deno.writeTextFile(passwordFile, password + "\n", { mode: 0o600 });
    if (owner) await Deno.chown(passwordFile, owner.uid, owner.gid);
    const words = ["-D", cluster, "-U", superuser, "--pwfile", passwordFile, "-A", "scram-sha-256", "--no-sync"];
    words.push("-E", "UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8");
    const made = await spawnAs(account, binaries.initdb, words, { stdout: "null", stderr: "piped" }).output();
    if (!made.success) throw new Error(`initdb failed:\n${new TextDecoder().decode(made.stderr)}`);
  } finally {
    await Deno.remove(passwordFile);
  }
}

/**
 * Copies the template into `cluster`, making the template first where there is none; the superuser's password in it.
 * The first login must change that password.
 */
export async function copyTemplate(
  binaries: Binaries,
  account: Account,
  template: string,
  cluster: string,
): Promise<string> {
  const passwordFile = join(template, "password");
  let password = await Deno.readTextFile(passwordFile).catch(() => undefined);
  if (!password) {
    password = crypto.randomUUID();
    await Deno.mkdir(dirname(template), { recursive: true });
    const made = `${template}.${crypto.randomUUID()}`;
    await Deno.mkdir(made);
    await makeCluster(binaries, account, join(made, "cluster"), password);
    await Deno.writeTextFile(join(made, "password"), password, { mode: 0o600 });
    // Whole or not at all: two tests may come here together, and the later one takes what the earlier one made.
    const isOurs = await Deno.rename(made, template).then(() => true, () => false);
    if (!isOurs) {
      await Deno.remove(made, { recursive: true });
      password = await Deno.readTextFile(passwordFile);
    }
  }
  await Deno.remove(cluster, { recursive: true }).catch(() => {});
  const copied = await new Deno.Command("cp", { args: ["-a", join(template, "cluster"), cluster] }).output();
  if (!copied.success) throw new Error(`copying ${template} failed: ${new TextDecoder().decode(copied.stderr)}`);
  return password;
}
