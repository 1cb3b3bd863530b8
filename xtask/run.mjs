// node xtask/run.mjs <command> …: sets up what is missing, then runs `cargo xtask <command> …`.

import { orExplain, setup } from "./setup.mjs";
import { become, cargoXtask, child } from "./processes.mjs";

orExplain(setup);
await become(child(...cargoXtask(process.argv.slice(2))));
