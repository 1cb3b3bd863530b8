/** The floor: the one database call that a cache hit needs, and nothing else. */
const url = `${Deno.env.get("SUPABASE_URL")}/rest/v1/rpc/edge_admit`;
const { default: apikey } = JSON.parse(Deno.env.get("SUPABASE_SECRET_KEYS")!);
const admit = {
  p_user_id: Deno.env.get("BENCH_USER_ID"),
  p_function: "logistics-analyzer",
  p_insight_type: "logistics-analyzer",
  p_context_id: Deno.env.get("BENCH_CONTEXT_ID") ?? "any",
  p_limit: 60,
  p_window_s: 60,
};
const headers = { apikey, "content-type": "application/json" };

export default {
  async fetch(request: Request): Promise<Response> {
    await request.arrayBuffer();
    const body = JSON.stringify({ ...admit, p_request_id: crypto.randomUUID(), p_elapsed_ms: 0 });
    const response = await fetch(url, { method: "POST", headers, body });
    return new Response(await response.arrayBuffer(), { headers: { "content-type": "application/json" } });
  },
};
