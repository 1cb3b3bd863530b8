// Tells what it was sent and what it can see.
Deno.serve(async (request) => {
  const body = await request.text();
  return Response.json({
    method: request.method,
    url: request.url,
    headers: Object.fromEntries(request.headers),
    body,
    env: Deno.env.toObject(),
    deno: Deno.version.deno,
  });
});
