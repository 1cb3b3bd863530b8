import { deepStrictEqual as equal } from "node:assert/strict";
import { admin, anonymous, as, refusal, service, signUp } from "./support/people.ts";
import { denied, rights } from "./support/rights.ts";
import { scratch } from "./support/scratch.ts";

Deno.test("packages", async (t) => {
  const { sql, close } = await scratch();
  const person = await signUp(sql);
  const people = { person, anonymous, admin: await admin(sql), service };
  const row = { slug: "lookbook", name: "Lookbook", category: "lookbook", price: 480000, currency: "EUR" };
  const [entry] = await as(sql, service, (tx) => tx`insert into public.packages ${tx(row)} returning *`);

  await t.step("are everybody's to read and the service's to keep", async () => {
    const looksOnly = { read: 1, add: denied, change: denied, remove: denied };
    equal(
      await rights(sql, people, {
        read: (tx) => tx`select * from public.packages`,
        add: (tx) => tx`insert into public.packages ${tx({ ...row, slug: "other" })}`,
        change: (tx) => tx`update public.packages set price = 1`,
        remove: (tx) => tx`delete from public.packages`,
      }),
      { person: looksOnly, anonymous: looksOnly, admin: looksOnly, service: { read: 1, add: 1, change: 1, remove: 1 } },
    );
  });

  await t.step("are loaded in the wire shape, price in minor units", async () => {
    const [loaded] = await as(sql, person, (tx) => tx`select public.my_packages() as p`);
    equal(loaded.p, [{
      id: entry.id,
      name: "Lookbook",
      category: "lookbook",
      price: 480000,
      currency: "EUR",
      inclusions: [],
      leadTimeDays: 0,
      available: true,
      timesOffered: 0,
      timesAccepted: 0,
    }]);
  });

  await t.step("refuse what cannot be", async () => {
    for (
      const wrong of [{ slug: "Not A Slug" }, { price: -1 }, { currency: "euro" }, { lead_time_days: -1 }, {
        times_accepted: 1,
      }]
    ) {
      equal(
        await refusal(
          as(sql, service, (tx) => tx`insert into public.packages ${tx({ ...row, slug: "other", ...wrong })}`),
        ),
        "23514",
      );
    }
    equal(await refusal(as(sql, service, (tx) => tx`insert into public.packages ${tx(row)}`)), "23505");
  });

  await close();
});
