/** The contender in wasm: analyses alone from the bench's own module, whole requests through the deployed functions. */
import { carried } from "./carried.ts";
import { type Kernel, synchronous } from "./kernel.ts";

const root = new URL("../../", import.meta.url);

/** What wasm-bindgen makes of bench/measured. */
export interface Glue {
  initSync(options: { module: WebAssembly.Module }): { memory: WebAssembly.Memory };
  Work: new (name: string, input: string) => { run(times: number): void; outcome(): string };
  Answer: new (body: string) => { write_bytes(): Uint8Array; write_value(): unknown };
  read_bytes(body: Uint8Array): number;
  read_value(value: unknown): number;
}

async function load(): Promise<Glue> {
  const folder = new URL("bench/measured/", root);
  const glue: Glue = await import(new URL("measured.js", folder).href);
  glue.initSync({ module: await carried(new URL("measured_bg.wasm", folder)) });
  return glue;
}

/** As a browser or a function calls it: the picture is copied into the deployed function's memory each time. */
async function pixels({ width, height }: { width: number; height: number }): Promise<Kernel> {
  const folder = new URL("supabase/functions/media-scorer/", root);
  const glue = await import(new URL("media_scorer.js", folder).href);
  glue.initSync({ module: await carried(new URL("media_scorer_bg.wasm", folder)) });
  const { picture } = await import("../analysis/pixels.ts");
  const rgba = picture(width, height);
  return synchronous(() => glue.analyze_pixels(rgba, width, height));
}

export async function prepare(name: string, input: string): Promise<Kernel> {
  if (name.startsWith("request ")) {
    const { requests } = await import("./requests.ts");
    const wanted = name.slice("request ".length);
    const { default: handler } = await import(new URL(`supabase/functions/${wanted}/index.ts`, root).href);
    return requests(handler, wanted, input);
  }
  if (name === "pixels") return await pixels(JSON.parse(input));
  const glue = await load();
  const encoder = new TextEncoder(), decoder = new TextDecoder();
  switch (name) {
    case "read, bytes": {
      const body = encoder.encode(input);
      return synchronous(() => glue.read_bytes(body));
    }
    case "read, values": {
      const body = encoder.encode(input);
      return synchronous(() => glue.read_value(JSON.parse(decoder.decode(body))));
    }
    case "write, bytes": {
      const answer = new glue.Answer(input);
      return synchronous(() => answer.write_bytes(), () => decoder.decode(answer.write_bytes()));
    }
    case "write, values": {
      const answer = new glue.Answer(input);
      const written = () => encoder.encode(JSON.stringify(answer.write_value()));
      return synchronous(written, () => decoder.decode(written()));
    }
  }
  const work = new glue.Work(name, input);
  return {
    run(times) {
      const begun = performance.now();
      work.run(times);
      return performance.now() - begun;
    },
    outcome: () => work.outcome(),
  };
}
