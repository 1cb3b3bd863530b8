// Answers at once and goes on working; ?wait=ms waits before the answer instead.
declare const EdgeRuntime: { waitUntil(work: Promise<unknown>): void };
let finished = 0;
let aborted = 0;
export default {
  async fetch(request: Request): Promise<Response> {
    const { searchParams } = new URL(request.url);
    const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
    request.signal.addEventListener("abort", () => aborted += 1);
    if (searchParams.has("wait")) await sleep(Number(searchParams.get("wait")));
    if (searchParams.has("work")) EdgeRuntime.waitUntil(sleep(20).then(() => finished += 1));
    return Response.json({ finished, aborted });
  },
};
