// Sends back each piece of the body as it arrives.
export default {
  fetch(request: Request): Response {
    return new Response(request.body, { headers: { "content-type": "application/octet-stream" } });
  },
};
