// Burns the processor for ever, or for as long as it is asked to; with ?after, only once it has answered.
export default {
  fetch(request: Request): Response {
    const { searchParams } = new URL(request.url);
    const ms = Number(searchParams.get("ms") ?? Infinity);
    const burn = () => {
      const end = Date.now() + ms;
      while (Date.now() < end);
    };
    if (searchParams.has("after")) setTimeout(burn, 20);
    else burn();
    return Response.json({ burned: ms });
  },
};
