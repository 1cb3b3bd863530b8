/** Whether contenders come to the same. */

/** The first place where two JSON values differ, or nothing; numbers may differ by a part of their size. */
export function difference(one: unknown, other: unknown, tolerance = 0, path = "$"): string | undefined {
  if (typeof one === "number" && typeof other === "number") {
    const same = one === other || Math.abs(one - other) <= tolerance * Math.max(Math.abs(one), Math.abs(other), 1);
    return same ? undefined : `${path}: ${one} and ${other}`;
  }
  if (one === null || other === null || typeof one !== "object" || typeof other !== "object") {
    return one === other ? undefined : `${path}: ${JSON.stringify(one)} and ${JSON.stringify(other)}`;
  }
  if (Array.isArray(one) && Array.isArray(other)) {
    if (one.length !== other.length) return `${path}: ${one.length} and ${other.length} entries`;
    for (let at = 0; at < one.length; at++) {
      const found = difference(one[at], other[at], tolerance, `${path}[${at}]`);
      if (found) return found;
    }
    return undefined;
  }
  const [a, b] = [one as Record<string, unknown>, other as Record<string, unknown>];
  for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
    const found = difference(a[key], b[key], tolerance, `${path}.${key}`);
    if (found) return found;
  }
  return undefined;
}

/** The same value without these fields, wherever they stand. */
export function without(value: unknown, ...fields: string[]): unknown {
  if (Array.isArray(value)) return value.map((entry) => without(entry, ...fields));
  if (value === null || typeof value !== "object") return value;
  const kept = Object.entries(value).filter(([name]) => !fields.includes(name));
  return Object.fromEntries(kept.map(([name, entry]) => [name, without(entry, ...fields)]));
}
