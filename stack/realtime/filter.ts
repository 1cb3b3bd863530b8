/** The filters of a postgres_changes subscription: `status=eq.open,priority=not.in.(1,2)`. */

export type Filter = (record: Record<string, unknown>) => boolean;

type Test = (value: unknown, wanted: string) => boolean;

const tests: Record<string, Test> = {
  eq: (value, wanted) => value !== null && compare(value, wanted) === 0,
  neq: (value, wanted) => value !== null && compare(value, wanted) !== 0,
  lt: (value, wanted) => value !== null && compare(value, wanted) < 0,
  lte: (value, wanted) => value !== null && compare(value, wanted) <= 0,
  gt: (value, wanted) => value !== null && compare(value, wanted) > 0,
  gte: (value, wanted) => value !== null && compare(value, wanted) >= 0,
  in: (value, wanted) =>
    value !== null && split(wanted.replace(/^\(|\)$/g, "")).some((one) => compare(value, unquote(one)) === 0),
  like: (value, wanted) => typeof value === "string" && likePattern(wanted, "su").test(value),
  ilike: (value, wanted) => typeof value === "string" && likePattern(wanted, "sui").test(value),
  match: (value, wanted) => typeof value === "string" && new RegExp(wanted, "u").test(value),
  imatch: (value, wanted) => typeof value === "string" && new RegExp(wanted, "ui").test(value),
  is: (value, wanted) => wanted === "null" || wanted === "unknown" ? value === null : String(value) === wanted,
  isdistinct: (value, wanted) => wanted === "null" ? value !== null : value === null || compare(value, wanted) !== 0,
};

/** Understands a filter; throws an Error that says what it does not understand. */
export function parseFilter(text: string): Filter {
  const conditions = split(text).map(parseCondition);
  return (record) => conditions.every((condition) => condition(record));
}

/** The columns that a filter asks about. */
export function filteredColumns(text: string): string[] {
  return split(text).map((condition) => condition.slice(0, condition.indexOf("=")));
}

function parseCondition(text: string): Filter {
  const [, column, negated, operator, given] = text.match(/^([^=]+)=(not\.)?([a-z]+)\.(.*)$/s) ?? [];
  const test = operator && Object.hasOwn(tests, operator) ? tests[operator] : undefined;
  if (!column || !test || given === undefined) throw new Error(`the filter ${text} is not column=operator.value`);
  const wanted = operator === "in" ? given : unquote(given);
  if (operator === "match" || operator === "imatch") new RegExp(wanted, "u");
  return (record) => test(record[column] ?? null, wanted) !== Boolean(negated);
}

/** At the commas outside quotes and parentheses. */
function split(text: string): string[] {
  return text.match(/(?:"(?:\\.|[^"\\])*"|\((?:"(?:\\.|[^"\\])*"|[^)"])*\)|[^,])+/gs) ?? [];
}

function unquote(text: string): string {
  return text.replace(/^"(.*)"$/s, (_, inner: string) => inner.replace(/\\(.)/gs, "$1"));
}

function compare(value: unknown, wanted: string): number {
  if (typeof value === "number") return value - Number(wanted);
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  const instant = /^\d{4}-\d\d-\d\dT/.test(text) && Date.parse(wanted);
  if (instant) return Date.parse(text) - instant;
  return text < wanted ? -1 : text > wanted ? 1 : 0;
}

function likePattern(pattern: string, flags: string): RegExp {
  const source = pattern.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&").replaceAll("%", ".*").replaceAll("_", ".");
  return new RegExp(`^${source}$`, flags);
}
