/** The frames of Realtime's protocol: version 1.0.0 in objects, 2.0.0 in arrays and, for broadcasts, bytes. */

export interface Message {
  joinRef: string | null;
  ref: string | null;
  topic: string;
  event: string;
  payload: Record<string, unknown>;
}

export type Version = "1.0.0" | "2.0.0";

/** A broadcast's payload that is bytes instead of JSON. */
export type Broadcast = { event: string; payload: unknown; meta?: Record<string, unknown> };

const userBroadcastPush = 3;
const userBroadcast = 4;
const jsonEncoding = 1;
const utf8 = new TextEncoder();
const text = new TextDecoder();

/** Reads a frame of either version; throws on anything else. */
export function decode(frame: string | ArrayBuffer): Message {
  if (typeof frame !== "string") return decodeBytes(new Uint8Array(frame));
  const parsed = JSON.parse(frame);
  const [joinRef, ref, topic, event, payload] = Array.isArray(parsed)
    ? parsed
    : [parsed.join_ref, parsed.ref, parsed.topic, parsed.event, parsed.payload];
  if (typeof topic !== "string" || typeof event !== "string") throw new TypeError("a frame needs a topic and an event");
  return { joinRef: joinRef ?? null, ref: ref ?? null, topic, event, payload: payload ?? {} };
}

/** A frame whose payload has been made JSON text already. */
export function encodeText(version: Version, message: Omit<Message, "payload">, payload: string): string {
  const { joinRef, ref, topic, event } = message;
  if (version === "2.0.0") {
    return `[${JSON.stringify(joinRef)},${JSON.stringify(ref)},${JSON.stringify(topic)},${
      JSON.stringify(event)
    },${payload}]`;
  }
  return `{"topic":${JSON.stringify(topic)},"event":${JSON.stringify(event)},"payload":${payload},"ref":${
    JSON.stringify(ref)
  },"join_ref":${JSON.stringify(joinRef)}}`;
}

/** A broadcast as a subscriber of this version hears it; undefined where version 1.0.0 has no way to say it. */
export function encodeBroadcast(
  version: Version,
  topic: string,
  broadcast: Broadcast,
): string | Uint8Array | undefined {
  const { event, payload, meta } = broadcast;
  if (!(payload instanceof Uint8Array)) {
    const message = { joinRef: null, ref: null, topic, event: "broadcast" };
    return encodeText(version, message, JSON.stringify({ type: "broadcast", event, payload, meta }));
  }
  if (version === "1.0.0") return undefined;
  const parts = [topic, event, meta ? JSON.stringify(meta) : ""].map((part) => utf8.encode(part));
  const head = [userBroadcast, ...parts.map((part) => part.length), 0];
  return new Uint8Array([head, ...parts, payload].flatMap((part) => [...part]));
}

function decodeBytes(bytes: Uint8Array): Message {
  if (bytes[0] !== userBroadcastPush) throw new TypeError("an unknown kind of frame");
  const encoding = bytes[6];
  let at = 7;
  const [joinRef, ref, topic, event] = [...bytes.subarray(1, 6)].map((length) => {
    at += length;
    return text.decode(bytes.subarray(at - length, at));
  });
  const rest = bytes.slice(at);
  const payload = encoding === jsonEncoding ? JSON.parse(text.decode(rest)) : rest;
  return {
    joinRef: joinRef || null,
    ref: ref || null,
    topic: topic ?? "",
    event: "broadcast",
    payload: { type: "broadcast", event, payload },
  };
}
