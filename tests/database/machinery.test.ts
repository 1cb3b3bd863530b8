import { deepStrictEqual as equal } from "node:assert/strict";
import { keepAll, keptFor, sentBy } from "./support/live.ts";
import { as, type Person, signUp } from "./support/people.ts";
import { scratch } from "./support/scratch.ts";

Deno.test("the machinery", async (t) => {
  const { sql, close } = await scratch();

  await t.step("which kinds are behind a type and which types come from a kind is one relation", async () => {
    const pairs = await sql`
      select k.kind, t.type, t.type = any (edge.types_from(k.kind)) as forth, k.kind = any (edge.kinds_behind(t.type)) as back
      from unnest(array['samples', 'events', 'assets']) k (kind),
        unnest(array['logistics-analyzer', 'events-optimizer', 'media-scorer', 'recommendations']) t (type)`;
    equal(pairs.filter(({ forth, back }) => forth !== back), []);
    equal(pairs.filter(({ forth }) => forth).length, 6);
  });

  await t.step("a transaction forgets what its changes made stale, and not what it took back", async () => {
    const owner = await signUp(sql);
    await keepAll(sql, owner.id);
    await as(sql, owner, async (tx) => {
      await tx`insert into public.assets (name) values ('1.jpg')`;
      await tx.savepoint(async (inner) => {
        await inner`insert into public.samples (name) values ('Boots')`;
        throw new Error("changed my mind");
      }).catch(() => {});
      await tx`insert into public.assets (name) values ('2.jpg')`;
    });
    equal(await keptFor(sql, owner.id), ["events-optimizer", "logistics-analyzer"]);
    const epochs = await sql`select kind, epoch::int from edge.data_epochs where user_id = ${owner.id}`;
    equal([...epochs], [{ kind: "assets", epoch: 1 }]);
  });

  await t.step("and at once where constraints are made immediate, however often", async () => {
    const owner = await signUp(sql);
    await keepAll(sql, owner.id);
    await as(sql, owner, async (tx) => {
      await tx`set constraints all immediate`;
      await tx`insert into public.assets (name) values ('1.jpg')`;
      equal((await tx`select from public.assistant_insights`).length, 2);
      await tx`insert into public.samples (name) values ('Boots')`;
      equal((await tx`select from public.assistant_insights`).length, 1);
    });
    equal(await keptFor(sql, owner.id), ["events-optimizer"]);
  });

  await t.step("of a statement over everybody's rows, everybody's are forgotten", async () => {
    await sql`insert into auth.users (id, email) select gen_random_uuid(), 'many-' || n from generate_series(1, 10000) n`;
    const people = () => sql`select id from auth.users where email like 'many-%'`;
    await sql`insert into public.samples (user_id) select id from auth.users where email like 'many-%'`;
    await sql`insert into public.assistant_insights (user_id, insight_type, context_id, data, expires_at)
      select id, t, 'all', '{}', now() + interval '1 hour' from auth.users, unnest(array['logistics-analyzer', 'media-scorer']) t
      where email like 'many-%'`;
    await sql`update public.samples set name = 'Boots'`;
    const [{ stale, fresh, moved }] = await sql`select
      (select count(*)::int from public.assistant_insights i join auth.users u on u.id = i.user_id
        where u.email like 'many-%' and insight_type = 'logistics-analyzer') as stale,
      (select count(*)::int from public.assistant_insights i join auth.users u on u.id = i.user_id
        where u.email like 'many-%' and insight_type = 'media-scorer') as fresh,
      (select count(*)::int from edge.data_epochs e join auth.users u on u.id = e.user_id
        where u.email like 'many-%' and kind = 'samples' and epoch = 2) as moved`;
    equal({ stale, fresh, moved }, { stale: 0, fresh: (await people()).length, moved: 10_000 });
  });

  await t.step("only the signed app_metadata makes an admin", async () => {
    const { id } = await signUp(sql);
    const isAdmin = async (claims: Record<string, unknown>) => {
      const who: Person = { role: "authenticated", claims: { sub: id, role: "authenticated", ...claims } };
      return (await as(sql, who, (tx) => tx`select edge.is_admin() as yes`))[0].yes;
    };
    equal(await isAdmin({ app_metadata: { role: "admin" } }), true);
    for (
      const claims of [{}, { user_metadata: { role: "admin" } }, { app_metadata: { role: "Admin" } }, {
        app_metadata: ["admin"],
      }, { user_role: "admin" }]
    ) {
      equal(await isAdmin(claims), false, JSON.stringify(claims));
    }
  });

  await t.step("a statement's events are counted per topic and event, and keep their order", async () => {
    const list = [
      ...Array.from({ length: 21 }, (_, n) => ({ topic: "samples:a", event: "sample_added", payload: { id: `${n}` } })),
      { topic: "samples:b", event: "sample_added", payload: { id: "alone" } },
      { topic: "samples:a", event: "sample_removed", payload: { id: "other" } },
    ];
    equal(await sentBy(sql, () => sql`select edge.announce(${sql.json(list)})`), [
      { topic: "samples:a", event: "sample_added", payload: { count: 21 } },
      { topic: "samples:b", event: "sample_added", payload: { id: "alone" } },
      { topic: "samples:a", event: "sample_removed", payload: { id: "other" } },
    ]);
  });

  await t.step("pg_cron, where it is, is asked once to run the jobs each minute", async () => {
    await sql.unsafe(`create schema cron; create table cron.asked (name text primary key, schedule text, command text);
      create function cron.schedule(text, text, text) returns bigint language sql
      as 'insert into cron.asked values ($1, $2, $3) on conflict (name) do update set schedule = $2, command = $3 returning 1::bigint'`);
    const schedule = Deno.readTextFileSync(new URL("../../sql/jobs/schedule.sql", import.meta.url));
    for (let times = 0; times < 2; times++) await sql.unsafe(schedule);
    equal([...await sql`select * from cron.asked`], [{
      name: "fashionos-jobs",
      schedule: "* * * * *",
      command: "select edge.run_due_jobs()",
    }]);
  });

  await close();
});
