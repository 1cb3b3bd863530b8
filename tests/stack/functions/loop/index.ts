// Burns the processor for ever, or for as long as it is asked to.
export default {
  fetch(request: Request): Response {
    const ms = Number(new URL(request.url).searchParams.get("ms") ?? Infinity);
    const end = Date.now() + ms;
    while (Date.now() < end);
    return Response.json({ burned: ms });
  },
};
