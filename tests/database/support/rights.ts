// Who may do what with one person's row: every person tries every verb, and nothing they do stays.
import { as, type Person } from "./people.ts";
import type { Sql, Tx } from "./scratch.ts";

/** Rows touched, or the code of the refusal. 0 means: for this person the row is not there. */
export type Outcome = number | string;

type Try = (tx: Tx, who: Person) => Promise<{ count: number }>;

class Undo extends Error {}

/** What happens when `who` tries this; it is rolled back whatever happens. */
export async function outcome(sql: Sql, who: Person, attempt: Try): Promise<Outcome> {
  let count = 0;
  try {
    await as(sql, who, async (tx) => {
      count = (await attempt(tx, who)).count;
      throw new Undo();
    });
  } catch (error) {
    if (!(error instanceof Undo)) return (error as { code?: string }).code ?? String(error);
  }
  return count;
}

/** The table person × verb → outcome, to be compared with the one a test writes down. */
export async function rights<P extends string, V extends string>(
  sql: Sql,
  people: Record<P, Person>,
  verbs: Record<V, Try>,
): Promise<Record<P, Record<V, Outcome>>> {
  const table = {} as Record<P, Record<V, Outcome>>;
  for (const [name, who] of Object.entries(people) as [P, Person][]) {
    table[name] = {} as Record<V, Outcome>;
    for (const [verb, attempt] of Object.entries(verbs) as [V, Try][]) {
      table[name][verb] = await outcome(sql, who, attempt);
    }
  }
  return table;
}

export const denied = "42501";
