// What the triggers cost: 10,000 single-row updates of samples, each its own transaction on a server that waits for the disk,
// with the triggers and without. The three take turns in short rounds; "without" runs twice, to show the noise.
import { connect, databaseOn, type Sql } from "../tests/database/support/scratch.ts";
import { startServer } from "../tests/database/support/server.ts";

const updates = 10_000;
const perRound = 250;
const most = 1.5;

type Target = { name: string; triggers: boolean; change: "status" | "name"; rounds: number[] };
const targets: Target[] = [
  { name: "without triggers", triggers: false, change: "status", rounds: [] },
  { name: "without triggers, again", triggers: false, change: "status", rounds: [] },
  { name: "with triggers, name changes", triggers: true, change: "name", rounds: [] },
  { name: "with triggers, status changes and is broadcast", triggers: true, change: "status", rounds: [] },
];

const server = await startServer({ durable: true });
const database = await databaseOn(server.url, "migrations");
const sql = connect(database.url, 1);
try {
  const ids = await samples(sql);
  for (let round = 0; round < updates / perRound; round++) {
    for (const target of turned(targets, round)) target.rounds.push(await measure(sql, target, ids, round));
  }
  report();
} finally {
  await sql.end();
  await database.close();
  await server.stop();
}

async function samples(sql: Sql): Promise<string[]> {
  const [{ id }] = await sql`insert into auth.users (email) values ('bench@fashionos.test') returning id`;
  const rows =
    await sql`insert into public.samples (user_id, name) select ${id}::uuid, 'Sample ' || n from generate_series(1, 1000) n returning id`;
  return rows.map((row) => row.id);
}

/** Milliseconds per update, over one round. */
async function measure(sql: Sql, { triggers, change }: Target, ids: string[], round: number): Promise<number> {
  await sql.unsafe(`alter table public.samples ${triggers ? "enable" : "disable"} trigger user`);
  const started = performance.now();
  for (let n = 0; n < perRound; n++) {
    const id = ids[(round * perRound + n) % ids.length]!;
    if (change === "name") await sql`update public.samples set name = ${`Sample ${round}/${n}`} where id = ${id}`;
    else {await sql`update public.samples set status = case status when 'received' then 'prepped' else 'received' end where id = ${id}`;}
  }
  return (performance.now() - started) / perRound;
}

/** Every round begins with another target. */
function turned<T>(list: T[], by: number): T[] {
  const at = by % list.length;
  return [...list.slice(at), ...list.slice(0, at)];
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}

function report(): void {
  const floor = median(targets[0]!.rounds);
  console.log(`${updates} single-row updates each, median round of ${perRound}`);
  for (const { name, rounds } of targets) {
    const ms = median(rounds);
    console.log(`${name.padEnd(50)} ${ms.toFixed(3)} ms  ${(ms / floor).toFixed(2)} x`);
  }
  const worst = Math.max(...targets.filter((target) => target.triggers).map((target) => median(target.rounds) / floor));
  console.log(`${worst <= most ? "ok" : "too slow"}: triggers cost at most ${worst.toFixed(2)} x, target ${most} x`);
  if (worst > most) Deno.exitCode = 1;
}
