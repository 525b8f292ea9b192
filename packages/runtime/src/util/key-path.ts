/** A key in the notation of JavaScript: `.name`, `["odd name"]`, `[3]`. */
export function keyPath(key: string | number): string {
  if (typeof key === "number") return `[${key}]`;
  return /^[A-Za-z_$][\w$]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}

/** A value that is nested more deeply is assumed to be the cause of a stack overflow. */
const MAX_LEVELS = 1000;
/** How many keys of a long path are shown. */
const SHOWN_KEYS = 5;

interface Place {
  readonly value: unknown;
  readonly key: string | number;
  readonly level: number;
  readonly parent: Place | undefined;
}

/**
 * Finds where a value is nested beyond 1,000 levels, without recursion.
 *
 * @returns the start of the path, such as `.tree.next.next.next.next…`; an empty string if nothing is nested so deeply
 */
export function deepPath(root: unknown): string {
  const seen = new Set<unknown>();
  const pending: Place[] = [{ value: root, key: "", level: 0, parent: undefined }];
  for (let place = pending.pop(); place !== undefined; place = pending.pop()) {
    const { value, level } = place;
    if (typeof value !== "object" || value === null || seen.has(value)) continue;
    if (level > MAX_LEVELS) return shownPath(place);
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
  return `${keys.reverse().slice(0, SHOWN_KEYS).map(keyPath).join("")}…`;
}
