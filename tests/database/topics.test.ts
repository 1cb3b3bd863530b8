import { deepStrictEqual as equal } from "node:assert/strict";
import { admin, anonymous, as, type Person, refusal, service, signUp } from "./support/people.ts";
import { scratch } from "./support/scratch.ts";

Deno.test("the private topics", async (t) => {
  const { sql, close } = await scratch();
  const [owner, member, stranger] = [await signUp(sql), await signUp(sql), await signUp(sql)];
  const [event] = await as(sql, owner, (tx) => tx`insert into public.events (starts_at) values (now()) returning id`);
  await as(
    sql,
    owner,
    (tx) => tx`insert into public.event_members (event_id, user_id) values (${event.id}, ${member.id})`,
  );

  // What Realtime does at joining: it sets the topic and looks whether the person sees a row of it.
  const joins = (who: Person, topic: string) =>
    sql.begin(async (tx) => {
      await tx`insert into realtime.messages (topic, extension) values (${topic}, 'broadcast')`;
      await tx`select set_config('role', ${who.role}, true), set_config('request.jwt.claims', ${
        JSON.stringify(who.claims)
      }, true),
        set_config('realtime.topic', ${topic}, true)`;
      return (await tx`select from realtime.messages where topic = ${topic} limit 1`).length === 1;
    });
  const table = async (topic: string) => ({
    owner: await joins(owner, topic),
    member: await joins(member, topic),
    stranger: await joins(stranger, topic),
    anonymous: await joins(anonymous, topic),
    admin: await joins(await admin(sql), topic),
  });

  await t.step("of samples and assets are their owner's", async () => {
    for (const kind of ["samples", "assets"]) {
      equal(await table(`${kind}:${owner.id}`), {
        owner: true,
        member: false,
        stranger: false,
        anonymous: false,
        admin: false,
      });
    }
  });

  await t.step("of events are their owner's and members'", async () => {
    equal(await table(`events:${event.id}`), {
      owner: true,
      member: true,
      stranger: false,
      anonymous: false,
      admin: false,
    });
  });

  await t.step("that are malformed, or of a member who left, are nobody's", async () => {
    for (
      const topic of [
        "",
        "events:",
        "samples:",
        "events:not-an-id",
        `store:${owner.id}`,
        owner.id,
        `SAMPLES:${owner.id}`,
      ]
    ) {
      equal(
        await table(topic),
        { owner: false, member: false, stranger: false, anonymous: false, admin: false },
        topic,
      );
    }
    await as(sql, member, (tx) => tx`delete from public.event_members`);
    equal(await joins(member, `events:${event.id}`), false);
  });

  await t.step("carry what the database says, and nobody else's words", async () => {
    for (const who of [owner, stranger, anonymous]) {
      equal(
        await refusal(
          as(
            sql,
            who,
            (tx) => tx`insert into realtime.messages (topic, extension) values (${`samples:${owner.id}`}, 'broadcast')`,
          ),
        ),
        "42501",
      );
    }
    for (const who of [owner, anonymous, service]) {
      equal(await refusal(as(sql, who, (tx) => tx`select edge.broadcast('samples:x', 'sample_added', '{}')`)), "42501");
    }
  });

  await close();
});

Deno.test("where Realtime is not installed, changes still go through", async () => {
  const { sql, close } = await scratch();
  await sql`drop schema realtime cascade`;
  const owner = await signUp(sql);
  equal(await refusal(as(sql, owner, (tx) => tx`insert into public.samples (name) values ('Silk dress')`)), "allowed");
  await close();
});
