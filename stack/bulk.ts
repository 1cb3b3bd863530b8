/** Rows that are inserted together and do not name the same columns. */

/**
 * The same request with every column that it lists in `columns` named in every row, as PostgREST understands them: what a
 * row does not name is null, unless the request prefers the column's default. The engine takes the default always.
 */
export async function evened(request: Request): Promise<Request> {
  const url = new URL(request.url);
  const columns = url.searchParams.get("columns");
  const isJson = /^application\/json\b/i.test(request.headers.get("content-type") ?? "");
  const isDefault = /\bmissing=default\b/.test(request.headers.get("prefer") ?? "");
  if (request.method !== "POST" || columns === null || !isJson || isDefault) return request;
  const text = await request.text();
  const again = (body: string) => new Request(url, { method: request.method, headers: request.headers, body });
  let rows: unknown;
  try {
    rows = JSON.parse(text);
  } catch {
    return again(text); // The engine says what is wrong.
  }
  if (!Array.isArray(rows) || !rows.every(isRow)) return again(text);
  const names = [...columns.matchAll(/"((?:[^"\\]|\\.)*)"|[^,]+/gs)].map(([bare, quoted]) => quoted ?? bare);
  const nothing = Object.fromEntries(names.map((name) => [name, null]));
  return again(JSON.stringify(rows.map((row) => ({ ...nothing, ...row }))));
}

function isRow(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
