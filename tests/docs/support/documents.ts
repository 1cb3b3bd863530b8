/** The written documents: which there are, what they link to and which blocks they hold. */
import { dirname, join, relative, resolve } from "node:path";
import { projectRoot } from "../../../stack/paths.ts";

export interface Document {
  /** From the root. */
  path: string;
  text: string;
}

const rooms = ["sql", "stack"];

/** Every document of the repository that people write. */
export function documents(): Document[] {
  const atRoot = markdownIn("");
  return [...atRoot, ...rooms.flatMap(markdownIn), ...markdownBelow("docs")].map((path) => ({
    path,
    text: Deno.readTextFileSync(join(projectRoot, path)),
  }));
}

export function read(path: string): Document {
  return { path, text: Deno.readTextFileSync(join(projectRoot, path)) };
}

function markdownIn(folder: string): string[] {
  return [...Deno.readDirSync(join(projectRoot, folder))]
    .filter((entry) => entry.isFile && entry.name.endsWith(".md"))
    .map((entry) => join(folder, entry.name));
}

function markdownBelow(folder: string): string[] {
  const below = [...Deno.readDirSync(join(projectRoot, folder))]
    .filter((entry) => entry.isDirectory)
    .flatMap((entry) => markdownBelow(join(folder, entry.name)));
  return [...markdownIn(folder), ...below];
}

/** The fenced block that follows the comment `<!-- name: … -->`. */
export function block({ path, text }: Document, name: string): string {
  const found = text.match(new RegExp(`<!-- ${name}:[^\\n]*-->\\n+\`\`\`\\w+\\n([\\s\\S]*?\\n)\`\`\``));
  if (!found) throw new Error(`${path} has no block called ${name}`);
  return found[1]!;
}

/** Files of the repository that a document links to, from the root, and headings it links to (`file#heading`). */
export function links({ path, text }: Document): string[] {
  const prose = text.replace(/```[\s\S]*?```/g, "");
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map((link) => link[1]!)
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => {
      const [file, heading] = target.split("#");
      const linked = file ? relative(projectRoot, resolve(projectRoot, dirname(path), file)) : path;
      return heading === undefined ? linked : `${linked}#${heading}`;
    });
}

/** The anchors of a document's headings, as GitHub makes them. */
export function anchors({ text }: Document): string[] {
  return [...text.replace(/```[\s\S]*?```/g, "").matchAll(/^#+ (.*)$/gm)].map((heading) =>
    heading[1]!.toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, "").replaceAll(" ", "-")
  );
}

/** Names of npm scripts that a document mentions. */
export function scripts({ text }: Document): string[] {
  return [...text.matchAll(/\bnpm (?:run ([\w:-]+)|(start|test)\b)/g)].map((found) => found[1] ?? found[2]!);
}

/** The SQL statements of a document; `…` stands for somebody's id. */
export function statements({ text }: Document): string[] {
  return [...text.matchAll(/```sql\n([\s\S]*?)```/g)]
    .flatMap((found) => found[1]!.replace(/--.*$/gm, "").split(";"))
    .map((statement) => statement.trim().replaceAll("…", "00000000-0000-0000-0000-000000000000"))
    .filter((statement) => statement !== "");
}
