// Names as sets of words, and numbers for texts, as in
// shared/analysis/src/media/words.rs.

const DIGITS = /^[0-9]+$/;

/** Runs of letters or of digits, lower case, numbers without leading zeros; ascending, each once. */
export function words(text: string): string[] {
  const found = new Set<string>();
  for (const [run] of text.matchAll(/[0-9]+|[[\p{L}\p{N}]--[0-9]]+/gv)) {
    found.add(DIGITS.test(run) ? run.replace(/^0+(?=.)/, "") : run.toLowerCase());
  }
  return [...found].sort();
}

/** Numbers for texts, so that they compare at once; 0 for none. */
export class Numbers {
  private readonly exact = new Map<string, number>();
  private readonly loose = new Map<string, number>();

  id(text: string | null | undefined): number {
    return text ? number(this.exact, text) : 0;
  }

  /** Compared by its words; `view` says nothing. */
  description(text: string | null | undefined): number {
    const said = text ? words(text).filter((word) => word !== "view") : [];
    return said.length > 0 ? number(this.loose, said.join(" ")) : 0;
  }
}

function number(known: Map<string, number>, key: string): number {
  const found = known.get(key) ?? known.size + 1;
  known.set(key, found);
  return found;
}
