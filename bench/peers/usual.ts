/** The same cache hit the way it is usually written: supabase-js asks who it is, selects, and counts the hit. */
import { createClient } from "@supabase/supabase-js";

const client = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!, {
  auth: { persistSession: false, autoRefreshToken: false },
});

export default {
  async fetch(request: Request): Promise<Response> {
    await request.json();
    const token = request.headers.get("authorization")!.slice("Bearer ".length);
    const { data: { user } } = await client.auth.getUser(token);
    if (!user) return new Response(null, { status: 401 });
    const kept = await client.from("assistant_insights").select("id, data, calculated_at, cache_hit_count")
      .eq("user_id", user.id).eq("insight_type", "logistics-analyzer")
      .eq("context_id", Deno.env.get("BENCH_CONTEXT_ID") ?? "any").single();
    if (kept.error) return Response.json(kept.error, { status: 500 });
    const { id, data, calculated_at, cache_hit_count } = kept.data;
    await client.from("assistant_insights").update({ cache_hit_count: cache_hit_count + 1 }).eq("id", id);
    return Response.json({ ...data, cached: true, calculatedAt: calculated_at });
  },
};
