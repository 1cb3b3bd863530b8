/** The logistics analyzer by a careful TypeScript author. */
import { analyze } from "../analysis/logistics.ts";
import { handler } from "./handler.ts";

export default handler("logistics-analyzer", analyze, { remembers: false });
