/** What an administrator may say of a person, read and checked. */

export interface Wish {
  id?: string;
  email?: string;
  phone?: string;
  password?: string;
  email_confirm?: boolean;
  role?: string;
  app_metadata?: Record<string, unknown>;
  user_metadata?: Record<string, unknown>;
  /** A duration such as "24h" or "1h30m", or "none". */
  ban_duration?: string;
}

/** A wish that cannot be granted; the code is one of the Auth API's. */
export class Wrong extends Error {
  constructor(readonly code: string, message: string, readonly status = 400) {
    super(message);
  }
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const kinds: Record<keyof Wish, string> = {
  id: "string",
  email: "string",
  phone: "string",
  password: "string",
  email_confirm: "boolean",
  role: "string",
  app_metadata: "object",
  user_metadata: "object",
  ban_duration: "string",
};

/** Reads the body of a request; throws {@link Wrong}. A null is as good as nothing. */
export function readWish(body: unknown): Wish {
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    throw new Wrong("bad_json", "expected an object");
  }
  const given = body as Record<string, unknown>;
  const wish: Record<string, unknown> = {};
  for (const [name, kind] of Object.entries(kinds)) {
    const value = given[name];
    if (value === undefined || value === null) continue;
    if (typeof value !== kind || Array.isArray(value)) throw new Wrong("bad_json", `${name} is no ${kind}`);
    wish[name] = value;
  }
  const { id, email, password } = wish as Wish;
  const invalid = (message: string) => new Wrong("validation_failed", message);
  if (id && !uuid.test(id)) throw invalid("ID must conform to the uuid v4 format");
  if (email && !/^[^@\s]+@[^@\s]+$/.test(email)) throw invalid("Unable to validate email address: invalid format");
  if (password && password.length < 6) {
    throw new Wrong("weak_password", "Password should be at least 6 characters.", 422);
  }
  if (password && password.length > 72) throw invalid("Password cannot be longer than 72 characters");
  return wish;
}

const milliseconds: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** Until when the person is to be banned: null for no longer, undefined where nothing is said of it. */
export function banEnd({ ban_duration: duration }: Wish): Date | null | undefined {
  if (duration === undefined || duration === "none") return duration === undefined ? undefined : null;
  if (!/^(\d+(\.\d+)?(ms|s|m|h))+$/.test(duration)) {
    throw new Wrong("validation_failed", `invalid format for ban duration: time: invalid duration "${duration}"`);
  }
  const parts = [...duration.matchAll(/([\d.]+)(ms|s|m|h)/g)];
  const ms = parts.reduce((sum, [, count, unit]) => sum + Number(count) * milliseconds[unit!]!, 0);
  return new Date(Date.now() + ms);
}
