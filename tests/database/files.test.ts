import { deepStrictEqual as equal } from "node:assert/strict";
import { asked, makeNetwork, makeStorage, removeObject } from "./support/network.ts";
import { as, signUp } from "./support/people.ts";
import { scratch } from "./support/scratch.ts";

Deno.test("files in Storage", async (t) => {
  const { sql, close } = await scratch();
  const [owner, stranger] = [await signUp(sql), await signUp(sql)];
  const leave = async (who: typeof owner) =>
    (await as(sql, who, (tx) => tx`select public.delete_my_account() as files`))[0].files;
  const run = async () => {
    await sql`select edge.run_job('remove_files')`;
    const [row] = await sql`select row_count::int, note, error from edge.job_runs order by id desc limit 1`;
    return { ...row };
  };
  const queued = async () =>
    (await sql`select bucket_id, name from edge.file_removals order by 1, 2`).map((row) =>
      `${row.bucket_id}/${row.name}`
    );
  const upload = (who: { id: string }, name: string) =>
    sql`insert into storage.objects (bucket_id, name, owner_id) values ('gallery', ${name}, ${who.id})
      on conflict (bucket_id, name) do update set owner_id = excluded.owner_id`;

  await t.step("where there is no Storage there are none, and an account goes all the same", async () => {
    const brief = await signUp(sql);
    const [{ data }] = await as(sql, brief, (tx) => tx`select public.export_my_data() as data`);
    equal(data.files, []);
    equal(await leave(brief), 0);
    equal(await run(), { row_count: 0, note: null, error: null });
  });

  await makeStorage(sql);
  const names = ["Look 1 & 2/été.jpg", "a.jpg", "b.jpg"];
  for (const name of names) await upload(owner, name);
  await upload(stranger, "theirs.jpg");

  await t.step("are exported by name, one's own only", async () => {
    const [{ data }] = await as(sql, owner, (tx) => tx`select public.export_my_data() as data`);
    equal(data.files.map(({ bucket_id, name }: Record<string, string>) => [bucket_id, name]), [
      ["gallery", "Look 1 & 2/été.jpg"],
      ["gallery", "a.jpg"],
      ["gallery", "b.jpg"],
    ]);
  });

  await t.step("are queued when their account goes, and how many is answered", async () => {
    equal(await leave(owner), 3);
    equal(await queued(), names.map((name) => `gallery/${name}`));
    equal((await sql`select from storage.objects`).length, 4); // Not by SQL: Storage alone removes the bytes.
  });

  await t.step("are queued whoever ends the account", async () => {
    const dismissed = await signUp(sql);
    await upload(dismissed, "c.jpg");
    await sql`delete from auth.users where id = ${dismissed.id}`;
    equal(await queued(), [...names, "c.jpg"].map((name) => `gallery/${name}`));
  });

  await t.step("wait while nothing can be sent", async () => {
    equal(await run(), { row_count: 0, note: "not configured: there is no Vault", error: null });
    equal((await queued()).length, 4);
  });

  const call = (path: string) => ({
    method: "DELETE",
    url: `https://project.test/storage/v1/object/gallery/${path}`,
    body: null,
  });
  await t.step("are removed through Storage's own API, by their encoded names", async () => {
    await makeNetwork(sql);
    equal(await run(), { row_count: 0, note: "asked for 4", error: null });
    equal(await asked(sql), ["Look%201%20%26%202/%C3%A9t%C3%A9.jpg", "a.jpg", "b.jpg", "c.jpg"].map(call));
  });

  await t.step(
    "leave the queue when Storage has them no longer, or somebody else has that name; the rest is asked for again",
    async () => {
      await removeObject(sql, "gallery", "a.jpg");
      await upload(stranger, "b.jpg");
      equal(await run(), { row_count: 2, note: "asked for 2", error: null });
      equal(await asked(sql), ["Look%201%20%26%202/%C3%A9t%C3%A9.jpg", "c.jpg"].map(call));
      for (const name of [names[0]!, "c.jpg"]) await removeObject(sql, "gallery", name);
      equal(await run(), { row_count: 2, note: "asked for 0", error: null });
      equal([await queued(), await asked(sql)], [[], []]);
    },
  );

  await t.step("are asked for a hundred at a time, those not yet asked for first", async () => {
    const collector = await signUp(sql);
    await sql`insert into storage.objects (bucket_id, name, owner_id) select 'gallery', n || '.jpg', ${collector.id} from generate_series(1, 150) n`;
    equal(await leave(collector), 150);
    equal((await run()).note, "asked for 100");
    const first = new Set((await asked(sql)).map(({ url }) => url));
    equal((await run()).note, "asked for 100");
    const second = (await asked(sql)).map(({ url }) => url);
    equal([first.size, second.filter((url) => !first.has(url)).length], [100, 50]);
  });

  await close();
});
