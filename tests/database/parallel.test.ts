import { deepStrictEqual as equal } from "node:assert/strict";
import { as, service, signUp } from "./support/people.ts";
import { connect, scratch } from "./support/scratch.ts";

Deno.test("two people hammering at once neither block each other nor lose a change", async () => {
  const { sql, url, close } = await scratch();
  const [owner, member] = [await signUp(sql), await signUp(sql)];
  const [event] = await as(sql, owner, (tx) => tx`insert into public.events (starts_at) values (now()) returning id`);
  await as(
    sql,
    owner,
    (tx) => tx`insert into public.event_members (event_id, user_id) values (${event.id}, ${member.id})`,
  );
  const tasks = await as(
    sql,
    owner,
    (tx) => tx`insert into public.tasks (event_id) select ${event.id} from generate_series(1, 10) returning id`,
  );
  const epoch = async (id: string) => {
    const rows = await sql`select epoch::int from edge.data_epochs where user_id = ${id} and kind = 'events'`;
    return rows[0].epoch as number;
  };
  const before = [await epoch(owner.id), await epoch(member.id)];

  const rounds = 40;
  const crowd = connect(url, 24);
  const work = [owner, member].flatMap((who) =>
    Array.from({ length: rounds }, (_, n) => [
      as(crowd, who, (tx) =>
        tx`update public.tasks set percent_complete = coalesce(percent_complete, 0) + 1 where id = ${
          tasks[n % 10]!.id
        }`),
      as(crowd, who, (tx) =>
        tx`insert into public.samples (name) values (${`Sample ${n}`})`),
      // Two requests, as in life: an answer is recorded after its request was admitted.
      as(crowd, service, (tx) =>
        tx`select public.edge_admit(${who.id}, 'events-optimizer', 'recommendations', 'all', 1000) ->> 'epoch' as epoch`)
        .then(([admission]) =>
          as(crowd, service, (tx) =>
            tx`select public.edge_record(${who.id}, 'events-optimizer', gen_random_uuid(), 200, 1, false, null,
              'recommendations', 'all', '{}', 60, ${admission!.epoch}::bigint)`)
        ),
    ]).flat()
  );
  const failed = (await Promise.allSettled(work)).filter((result) => result.status === "rejected");
  await crowd.end();

  equal(failed, []);
  const [{ done }] = await sql`select sum(percent_complete)::int as done from public.tasks`;
  equal(done, 2 * rounds);
  equal([await epoch(owner.id), await epoch(member.id)], before.map((n) => n + 2 * rounds));
  for (const who of [owner, member]) {
    equal((await as(sql, who, (tx) => tx`select id from public.samples`)).length, rounds);
    equal((await sql`select from edge.requests where user_id = ${who.id}`).length, rounds);
    equal((await sql`select cardinality(admitted) as n from edge.rate_limits where user_id = ${who.id}`)[0].n, rounds);
  }
  await close();
});
