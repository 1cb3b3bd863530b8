// client/src/database.ts: the tables and functions as TypeScript sees them. Written by running this file; a test compares.
import { formatted, supabase } from "./cli.ts";
import { scratch } from "./scratch.ts";

const file = new URL("../../../client/src/database.ts", import.meta.url);
const notice =
  "// Generated from the database by `supabase gen types`: run tests/database/support/types.ts, do not edit.\n";

export async function databaseTypes(url: string): Promise<string> {
  const { code, out, err } = await supabase(url, "gen", "types", "--lang", "typescript", "--schema", "public");
  if (code !== 0) throw new Error(`supabase gen types: ${err}`);
  return notice + await formatted(out);
}

export const committedTypes = () => Deno.readTextFileSync(file);

if (import.meta.main) {
  const database = await scratch();
  Deno.mkdirSync(new URL(".", file), { recursive: true });
  Deno.writeTextFileSync(file, await databaseTypes(database.url));
  await database.close();
}
