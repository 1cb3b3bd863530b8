/** The small project under tests/stack that the stack's own tests run on. */
import { fileURLToPath } from "node:url";

export const testProject = {
  supabase: fileURLToPath(new URL("../stack/supabase", import.meta.url)),
  functions: fileURLToPath(new URL("../stack/functions", import.meta.url)),
};
