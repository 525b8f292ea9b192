/** The known name that is most similar to a mistyped one; `undefined` if none is similar. */
export function suggest(name: string, known: readonly string[]): string | undefined {
  const limit = Math.max(2, Math.floor(name.length / 3));
  return known
    .map((candidate) => ({ candidate, distance: editDistance(name.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance)[0]?.candidate;
}

/**
 * The known name that another name is probably a typo of, as `html_props` of `htmlProps`. Stricter than `suggest`, for names
 * that may be intended.
 */
export function nearlySame(name: string, known: readonly string[]): string | undefined {
  if (known.includes(name)) return undefined;
  const plain = plainName(name);
  return known.find((candidate) => {
    const other = plainName(candidate);
    const limit = other.length < 8 ? 1 : 2;
    return plain === other || (plain[0] === other[0] && editDistance(plain, other) <= limit);
  });
}

function plainName(name: string): string {
  return name.replaceAll("_", "").toLowerCase();
}

/** Levenshtein distance: insertions, deletions and replacements between two words. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const replace = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(replace, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}

/** A sentence for a message about an unknown name: the most similar known one, or all of them. */
export function suggestionFor(name: string, known: readonly string[]): string {
  const near = suggest(name, known);
  return near ? `Did you mean "${near}"?` : `Known are ${known.join(", ")}.`;
}
