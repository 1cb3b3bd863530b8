/**
 * What the triggers cost: 10,000 updates of one row each, every one its own transaction on a server that waits for the disk, with
 * the triggers and without. Each contestant has a database of its own on one server; they take turns in short rounds. "Empty
 * triggers" have the form of ours and do nothing: that part is Postgres' own.
 */
import { connect, databaseOn, type Scratch, type Sql, type Tx } from "../../tests/database/support/scratch.ts";
import { startServer } from "../../tests/database/support/server.ts";
import { interleave, median } from "../rounds.ts";
import { type Finding, ms, times } from "../table.ts";

const updates = 10_000;
const perRound = 50;
const most = 1.5;
const bounds = { rounds: updates / perRound, warmUp: 4, seconds: 240 };

const person = "00000000-0000-0000-0000-000000000001";
const claims = JSON.stringify({ sub: person, role: "authenticated" });

type Update = (sql: Sql | Tx, id: string, n: number) => Promise<unknown>;

/** One table: its rows, and two ways to change one of them. */
interface Subject {
  name: string;
  rows: string;
  /** A change nobody is told of. */
  quiet: Update;
  /** A change that is broadcast. */
  told: Update;
}

const subjects: Subject[] = [
  {
    name: "samples",
    rows: `insert into public.samples (user_id) select '${person}' from generate_series(1, 1000)`,
    quiet: (sql, id, n) => sql`update public.samples set name = ${`Sample ${n}`} where id = ${id}`,
    told: (sql, id) =>
      sql`update public.samples set status = case status when 'received' then 'prepped' else 'received' end where id = ${id}`,
  },
  {
    name: "assets",
    rows: `insert into public.assets (user_id) select '${person}' from generate_series(1, 1000)`,
    quiet: (sql, id, n) => sql`update public.assets set name = ${`Asset ${n}`} where id = ${id}`,
    told: (sql, id) =>
      sql`update public.assets set status = case status when 'approved' then 'rejected' else 'approved' end where id = ${id}`,
  },
  {
    name: "tasks",
    rows: `insert into public.events (id, user_id, starts_at) values ('${person}', '${person}', now());
      insert into public.tasks (event_id) select '${person}' from generate_series(1, 1000)`,
    quiet: (sql, id, n) => sql`update public.tasks set name = ${`Task ${n}`} where id = ${id}`,
    told: (sql, id) =>
      sql`update public.tasks set status = case status when 'done' then 'pending' else 'done' end where id = ${id}`,
  },
];

const off = (table: string) => `alter table public.${table} disable trigger user`;
const empty = (table: string) =>
  `${off(table)};
  create function edge.nothing_before() returns trigger language plpgsql set search_path = '' as 'begin return new; end';
  create function edge.nothing_after() returns trigger language plpgsql security definer set search_path = '' as 'begin return null; end';
  create trigger nothing_before before update on public.${table} for each row execute function edge.nothing_before();
  create trigger nothing_after after update on public.${table} referencing old table as old_rows new table as new_rows
    for each statement execute function edge.nothing_after()`;

/** As the data API does: a transaction that becomes the person, so that policies apply. */
const asPerson = (update: Update): Update => (sql, id, n) =>
  (sql as Sql).begin(async (tx) => {
    await tx`select set_config('role', 'authenticated', true), set_config('request.jwt.claims', ${claims}, true)`;
    await update(tx as Tx, id, n);
  });

interface Contestant {
  name: string;
  subject: Subject;
  setUp?: string;
  update: Update;
  /** The ratio is to the first contestant with this mark. */
  floor: string;
}

const contestants = subjects.flatMap((subject): Contestant[] => {
  const { name, quiet, told } = subject;
  const bare = [
    { name: "without triggers", subject, setUp: off(name), update: told, floor: name },
    { name: "without triggers, again", subject, setUp: off(name), update: told, floor: name },
    { name: "empty triggers", subject, setUp: empty(name), update: told, floor: name },
    { name: "with triggers, nothing to tell", subject, update: quiet, floor: name },
    { name: "with triggers, and a live event", subject, update: told, floor: name },
  ];
  if (name !== "samples") return bare;
  const floor = `${name}, as a signed-in person`;
  return [
    ...bare,
    { name: "without triggers", subject, setUp: off(name), update: asPerson(told), floor },
    { name: "with triggers, and a live event", subject, update: asPerson(told), floor },
  ];
});

export async function triggers(): Promise<Finding> {
  const server = await startServer({ durable: true });
  const open: (Scratch & { own: Sql })[] = [];
  try {
    const targets = [];
    for (const { name, subject, setUp, update } of contestants) {
      const database = await databaseOn(server.url, "migrations");
      const own = connect(database.url, 1);
      open.push({ ...database, own });
      await own.unsafe(`insert into auth.users (id, email) values ('${person}', 'bench@fashionos.test')`);
      await own.unsafe(subject.rows);
      if (setUp) await own.unsafe(setUp);
      await own.unsafe("analyze");
      const ids = (await own.unsafe(`select id from public.${subject.name}`)).map((row) => row.id as string);
      let n = 0;
      targets.push({
        name,
        async measure() {
          const took: number[] = [];
          for (const end = n + perRound; n < end; n++) {
            const begun = performance.now();
            await update(own, ids[n % ids.length]!, n);
            took.push(performance.now() - begun);
          }
          return median(took);
        },
      });
    }
    return finding(await interleave(targets, bounds));
  } finally {
    for (const { own, close } of open) {
      await own.end();
      await close();
    }
    await server.stop();
  }
}

function finding(measured: { ms: number; rounds: number[] }[]): Finding {
  const floorOf = ({ floor }: Contestant) => measured[contestants.findIndex((other) => other.floor === floor)]!.rounds;
  const ratios = contestants.map((contestant, at) =>
    median(measured[at]!.rounds.map((took, round) => took / floorOf(contestant)[round]!))
  );
  const told = (floor: string) =>
    contestants.findIndex((one) => one.floor === floor && one.name.endsWith("live event"));
  return {
    title: `What triggers cost: up to ${updates} updates of one row each, ${
      measured[0]!.rounds.length
    } rounds of ${perRound}`,
    columns: ["", "median", "ratio"],
    rows: contestants.map(({ floor, name }, at) => [`${floor}: ${name}`, ms(measured[at]!.ms), times(ratios[at]!)]),
    verdicts: [...new Set(contestants.map(({ floor }) => floor))].map((floor) => ({
      target: `${floor}: with a live event ≤ ${most} × without triggers`,
      measured: times(ratios[told(floor)]!),
      met: ratios[told(floor)]! <= most,
    })),
  };
}
