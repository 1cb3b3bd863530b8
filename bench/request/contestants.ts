/** Who is compared: the floor, the floor again, our function and its peers. */
const at = (path: string) => new URL(path, import.meta.url).href;

export interface Contestant {
  name: string;
  module: string;
}

export const bare = { name: "bare handler, the same one call", module: at("../peers/bare.ts") };
export const again = { name: "bare handler, again (noise)", module: bare.module };
export const ours = {
  name: "logistics-analyzer",
  module: at("../../supabase/functions/logistics-analyzer/index.ts"),
};
export const lean = { name: "lean TypeScript", module: at("../peers/lean.ts") };
export const usual = { name: "usual way (supabase-js)", module: at("../peers/usual.ts") };

export const contestants: Contestant[] = [bare, again, ours, lean, usual];

export const denoFlags = ["run", "-A", "--no-lock", "--no-check", "--quiet"];

/** The smallest question. */
export const question = JSON.stringify({
  sampleList: [{ id: "gown", name: "Ivory gown", status: "shot" }],
  analysisType: "readiness",
});
