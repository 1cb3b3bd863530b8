export default {
  fetch(): Response {
    return Response.json({ hello: "world" });
  },
};
