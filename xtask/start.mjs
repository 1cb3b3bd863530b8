// npm start: sets up, builds the functions, and becomes the local stack. Arguments go to the stack.

import { orExplain, setup } from "./setup.mjs";
import { become, cargoXtask, child, must } from "./processes.mjs";
import { deno } from "./tools.mjs";

orExplain(setup);
await must(...cargoXtask(["build"]));
await become(child(deno(), ["run", "--allow-all", "stack/start.ts", ...process.argv.slice(2)]));
