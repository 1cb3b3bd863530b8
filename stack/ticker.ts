/** Runs the database's due jobs, which pg_cron does on a hosted project. */
import type { Sql } from "postgres";

const everyMs = 10_000;

/** Calls `edge.run_due_jobs()` every ten seconds where the migrations have made it; returns how to stop. */
export function startTicker(sql: Sql, log: (line: string) => void, intervalMs = everyMs): () => void {
  let running = false;
  const timer = setInterval(async () => {
    if (running) return; // A slow run is not joined by a second one.
    running = true;
    try {
      const [found] = await sql`select to_regprocedure('edge.run_due_jobs()') is not null as exists`;
      if (found?.exists) await sql`select edge.run_due_jobs()`;
    } catch (error) {
      log(`[jobs] ${(error as Error).message}`);
    } finally {
      running = false;
    }
  }, intervalMs);
  return () => clearInterval(timer);
}
