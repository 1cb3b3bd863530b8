// Ends its own process, throws, or leaves a promise behind that fails.
export default {
  fetch(request: Request): Response {
    const how = new URL(request.url).searchParams.get("how");
    if (how === "exit") Deno.exit(7);
    if (how === "throw") throw new Error("thrown on purpose");
    if (how === "reject") Promise.reject(new Error("rejected on purpose"));
    return Response.json({ pid: Deno.pid });
  },
};
