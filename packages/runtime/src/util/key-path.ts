/** How a key is written behind what it is a key of: `.name`, `["odd name"]`, `[3]`. */
export function keyPath(key: string | number): string {
  if (typeof key === "number") return `[${key}]`;
  return /^[A-Za-z_$][\w$]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}

/** Levels from which on a value is what a stack overflow is blamed on. */
const DEEP = 1000;
/** Keys of a long path that are shown. */
const SHOWN = 5;

interface Place {
  readonly value: unknown;
  readonly key: string | number;
  readonly level: number;
  readonly parent: Place | undefined;
}

/**
 * Where a value is nested beyond 1,000 levels, as the beginning of the path: `.tree.next.next.next.next…`. Needs no
 * stack of its own.
 *
 * @returns an empty string if it is nowhere
 */
export function deepPath(root: unknown): string {
  const seen = new Set<unknown>();
  const pending: Place[] = [{ value: root, key: "", level: 0, parent: undefined }];
  for (let place = pending.pop(); place !== undefined; place = pending.pop()) {
    const { value, level } = place;
    if (typeof value !== "object" || value === null || seen.has(value)) continue;
    if (level > DEEP) return shownPath(place);
    seen.add(value);
    for (const [key, child] of entriesOf(value)) {
      pending.push({ value: child, key, level: level + 1, parent: place });
    }
  }
  return "";
}

function entriesOf(value: object): Iterable<[string | number, unknown]> {
  if (Array.isArray(value)) return value.entries();
  if (value instanceof Map) return [...value.values()].entries();
  return value instanceof Set ? [...value].entries() : Object.entries(value);
}

function shownPath(deepest: Place): string {
  const keys: (string | number)[] = [];
  for (let place: Place = deepest; place.parent; place = place.parent) keys.push(place.key);
  return `${keys.reverse().slice(0, SHOWN).map(keyPath).join("")}…`;
}
