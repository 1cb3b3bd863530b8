/** Cuts SQL text into its statements, at the semicolons that end one. */

/**
 * Statements without their semicolon, trimmed; comments stay where they are. Knows quoted names, strings (with
 * backslashes after E), dollar quotes, nested comments, parentheses and the bodies of `begin atomic … end`.
 */
export function splitStatements(text: string): string[] {
  const statements: string[] = [];
  let start = 0;
  let depth = 0;
  let atomic = 0;
  const take = (end: number) => {
    const statement = text.slice(start, end).trim();
    if (statement) statements.push(statement);
  };
  for (const { kind, from, to } of tokens(text)) {
    const word = text.slice(from, to).toLowerCase();
    if (kind === "word") {
      if (word === "atomic") atomic = 1;
      else if (atomic && word === "case") atomic += 1;
      else if (atomic && word === "end") atomic -= 1;
    } else if (word === "(") depth += 1;
    else if (word === ")") depth = Math.max(0, depth - 1);
    else if (word === ";" && depth === 0 && atomic === 0) {
      take(from);
      start = to;
    }
  }
  take(text.length);
  return statements.filter((statement) => [...tokens(statement)].length > 0);
}

interface Token {
  kind: "word" | "sign" | "quoted";
  from: number;
  to: number;
}

// In this order: what begins a quote or comment is found before single signs.
const pattern =
  /(?<comment>--[^\n]*|\/\*)|(?<escaped>\be'(?:[^'\\]|\\.|'')*')|(?<quoted>'(?:[^']|'')*'|"(?:[^"]|"")*")|(?<dollar>\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$)|(?<word>[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*)|(?<space>\s+)|(?<number>[\d.]+)|(?<sign>.)/giuy;

/** Everything but comments and space, in order. */
function* tokens(text: string): Generator<Token> {
  const at = new RegExp(pattern);
  while (at.lastIndex < text.length) {
    const from = at.lastIndex;
    const found = at.exec(text)?.groups;
    if (!found) return;
    if (found.comment === "/*") at.lastIndex = endOfComment(text, from);
    else if (found.dollar) {
      const close = text.indexOf(found.dollar, at.lastIndex);
      at.lastIndex = close < 0 ? text.length : close + found.dollar.length;
      yield { kind: "quoted", from, to: at.lastIndex };
    } else if (found.escaped || found.quoted || found.number) yield { kind: "quoted", from, to: at.lastIndex };
    else if (found.word) yield { kind: "word", from, to: at.lastIndex };
    else if (found.sign) yield { kind: "sign", from, to: at.lastIndex };
  }
}

/** Block comments nest in Postgres. */
function endOfComment(text: string, from: number): number {
  let depth = 0;
  for (let i = from; i < text.length; i++) {
    if (text.startsWith("/*", i)) depth += 1, i += 1;
    else if (text.startsWith("*/", i)) {
      depth -= 1, i += 1;
      if (depth === 0) return i + 1;
    }
  }
  return text.length;
}
