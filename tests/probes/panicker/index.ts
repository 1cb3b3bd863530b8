import { serve } from "../../../supabase/functions/_shared/serve.ts";
import * as glue from "./panicker.js";
import * as carrier from "./panicker_bg.wasm";

export default serve(glue, carrier);
