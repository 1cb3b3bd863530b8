/** A database on loopback that answers at once and counts its calls. */

export interface StubDatabase {
  url: string;
  /** The paths asked for, in order. */
  calls: string[];
  close(): Promise<void>;
}

const kept = {
  data: { readiness: { overallPercentage: 100, ready: 1, total: 1 } },
  calculatedAt: "2026-11-21T08:00:00Z",
};

/** What `edge_admit` answers, with or without a kept answer. */
export const admission = (hit: boolean) => ({
  allowed: true,
  limit: 60,
  remaining: 59,
  resetS: 60,
  retryAfterS: null,
  epoch: 0,
  kept: hit ? kept : null,
});

export function openStubDatabase(userId: string, { hits = true } = {}): StubDatabase {
  const stub: StubDatabase = { url: "", calls: [], close: () => server.shutdown() };
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, async (request) => {
    const { pathname } = new URL(request.url);
    stub.calls.push(pathname);
    await request.arrayBuffer();
    if (pathname === "/rest/v1/rpc/edge_admit") return Response.json(admission(hits));
    if (pathname === "/auth/v1/user") return Response.json({ id: userId, aud: "authenticated" });
    if (request.method === "GET") {
      return Response.json({ id: "kept", data: kept.data, calculated_at: kept.calculatedAt, cache_hit_count: 1 });
    }
    return new Response(null, { status: 204 });
  });
  stub.url = `http://127.0.0.1:${server.addr.port}`;
  return stub;
}
