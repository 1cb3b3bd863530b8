/** Broadcast over HTTP: `/realtime/v1/api/broadcast`, for several messages or one. */
import type { Claims } from "../auth/tokens.ts";
import { prefix } from "./channel.ts";
import { askPolicies } from "./permissions.ts";
import type { Realtime } from "./realtime.ts";

interface Wish {
  topic: string;
  event: string;
  payload: unknown;
  private?: boolean;
}

const single = /^\/realtime\/v1\/api\/broadcast\/([^/]+)\/events\/([^/]+)$/;

/** Only with an API key; a token, where there is one, must be good; a private topic asks the policies first. */
export async function answerBroadcast(realtime: Realtime, request: Request): Promise<Response> {
  if (request.method !== "POST") return refusal(405, "POST broadcasts");
  const key = request.headers.get("apikey") ?? new URL(request.url).searchParams.get("apikey");
  let claims: Claims | undefined = key ? realtime.keyClaims(key) : undefined;
  const bearer = request.headers.get("authorization")?.match(/^Bearer\s+(.+)$/i)?.[1];
  if (claims && bearer && bearer !== key) claims = await realtime.claimsOf(bearer);
  if (!claims) return refusal(401, "A valid API key is needed, and a token that has not expired");
  let wishes: Wish[];
  try {
    wishes = await read(request);
  } catch (error) {
    return refusal(422, (error as Error).message);
  }
  const topics = new Set(wishes.filter((wish) => wish.private).map(({ topic }) => topic));
  for (const topic of topics) {
    const { write } = await askPolicies(realtime.sql, topic, claims);
    if (!write) return refusal(403, `You do not have permissions to write to this Channel topic: ${topic}`);
  }
  for (const { topic, event, payload, private: isPrivate } of wishes) {
    realtime.channels.broadcast(prefix + topic, Boolean(isPrivate), { event, payload });
  }
  return new Response(null, { status: 202 });
}

async function read(request: Request): Promise<Wish[]> {
  const { pathname, searchParams } = new URL(request.url);
  const [, topic, event] = pathname.match(single) ?? [];
  if (topic && event) {
    const bytes = request.headers.get("content-type") === "application/octet-stream";
    const payload = bytes ? new Uint8Array(await request.arrayBuffer()) : await request.json();
    const names = { topic: decodeURIComponent(topic), event: decodeURIComponent(event) };
    return [{ ...names, payload, private: searchParams.get("private") === "true" }];
  }
  const { messages } = await request.json();
  if (!Array.isArray(messages)) throw new Error("messages must be a list");
  for (const { topic, event } of messages) {
    if (typeof topic !== "string" || typeof event !== "string") throw new Error("a message needs a topic and an event");
  }
  return messages;
}

function refusal(status: number, message: string): Response {
  return Response.json({ message }, { status });
}
