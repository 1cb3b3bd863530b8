/** Postgres' text form of a value, as the JSON value that Realtime sends. */
import { isoTime } from "../rest.ts";

const numbers = new Set(["int2", "int4", "int8", "float4", "float8", "numeric", "oid"]);
const times = new Set(["timestamp", "timestamptz"]);

/** How values of a type are read: `type` is the catalogue's name, such as `int4`, `_text` or the name of an enum. */
export function readerOf(type: string): (text: string) => unknown {
  if (type.startsWith("_")) {
    const element = readerOf(type.slice(1));
    return (text) => parseArray(text, element);
  }
  if (type === "bool") return (text) => text === "t";
  if (numbers.has(type)) return toNumber;
  if (type === "json" || type === "jsonb") return JSON.parse;
  return times.has(type) ? isoTime : (text) => text;
}

/** A number where JavaScript holds it exactly, otherwise its digits. */
function toNumber(text: string): number | string {
  const value = Number(text);
  if (!Number.isFinite(value)) return text;
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? text : value;
}

/** `{1,NULL,"a b"}`, nested to any depth. */
function parseArray(text: string, read: (text: string) => unknown): unknown[] {
  let at = text.indexOf("{") + 1; // Before it may stand the bounds, such as [0:1]=.
  const list = (): unknown[] => {
    const items: unknown[] = [];
    for (; at < text.length; at++) {
      const char = text[at];
      if (char === "}") return items;
      if (char === "{") at++, items.push(list());
      else if (char === '"') items.push(read(quoted()));
      else if (char !== ",") items.push(bare());
    }
    return items;
  };
  const quoted = (): string => {
    let value = "";
    for (at++; text[at] !== '"'; at++) {
      if (text[at] === "\\") at++;
      value += text[at];
    }
    return value;
  };
  const bare = (): unknown => {
    const from = at;
    while (!",}".includes(text[at + 1] ?? "}")) at++;
    const word = text.slice(from, at + 1);
    return word === "NULL" ? null : read(word);
  };
  return list();
}
