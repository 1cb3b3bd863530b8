// node xtask/deno.mjs <script> …: sets up what is missing, then becomes Deno running a script of ours.

import { become, child } from "./processes.mjs";
import { orExplain, setup } from "./setup.mjs";
import { deno } from "./tools.mjs";

orExplain(setup);
await become(child(deno(), ["run", "--allow-all", ...process.argv.slice(2)]));
