/** A value and the function that disposes of it. */
interface Entry {
  value: unknown;
  dispose: ((value: never) => unknown) | undefined;
}

/** The map is on the global object, because modules are evaluated again after an edit in development. */
const STORE = Symbol.for("bunsen.singletons");

/**
 * Creates a value once per process, such as a database connection, a client or a timer. In development the value survives
 * edits, which evaluate modules again.
 *
 * @param key identifies the value in the whole app
 * @param create called on the first use; if it throws, the next call tries again
 * @param dispose called during the shutdown, and may be async; the value that was created last is disposed of first
 * @returns the value
 * @throws what `create` throws
 */
export function singleton<Value>(
  key: string,
  create: () => Value,
  dispose?: (value: Value) => unknown,
): Value {
  const store = singletons();
  const known = store.get(key);
  if (known) return known.value as Value;
  const value = create();
  store.set(key, { value, dispose });
  return value;
}

/**
 * Disposes of every singleton, the latest first.
 *
 * @returns the errors that `dispose` functions threw; one error does not stop the others
 */
export async function disposeSingletons(): Promise<unknown[]> {
  const store = singletons();
  const failures: unknown[] = [];
  for (const [key, { value, dispose }] of [...store].reverse()) {
    store.delete(key);
    try {
      await dispose?.(value as never);
    } catch (error) {
      failures.push(error);
    }
  }
  return failures;
}

function singletons(): Map<string, Entry> {
  const holder = globalThis as { [STORE]?: Map<string, Entry> };
  holder[STORE] ??= new Map();
  return holder[STORE];
}
