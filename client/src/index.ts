/**
 * The functions of FashionOS Edge, typed, over a supabase-js client of yours:
 *
 * ```ts
 * const fashionOS = createFashionOS(supabase);
 * const { data, error } = await fashionOS.callLogisticsAnalyzer({ analysisType: "all" });
 * ```
 *
 * A call never throws: either `data` or `error` is null.
 */
import type { SupabaseClient } from "@supabase/supabase-js";
import { callOver } from "./call.ts";
import { functions } from "./functions.ts";

export type { CallError, CallOptions, Result } from "./call.ts";
export type * from "./functions.ts";
export type { components } from "./schema.ts";

/** One method for each function, called as the user who is signed in with `supabase`. */
// deno-lint-ignore no-explicit-any -- whatever the client knows of the database's types
export function createFashionOS(supabase: Pick<SupabaseClient<any, any, any>, "functions">) {
  return functions(callOver(supabase.functions));
}

/** What {@link createFashionOS} makes. */
export type FashionOS = ReturnType<typeof createFashionOS>;
