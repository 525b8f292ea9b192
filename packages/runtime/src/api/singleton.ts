/** One value and how to end it. */
interface Held {
  value: unknown;
  dispose: ((value: never) => unknown) | undefined;
}

/** Kept on the global object: the modules that ask are evaluated again after an edit, this has to outlive them. */
const STORE = Symbol.for("bunsen.singletons");

/**
 * A value that survives edits in development: a database connection, a timer, a client. Created once per key.
 *
 * @param key names the value in the whole app
 * @param create makes it on first use
 * @param dispose ends it when `disposeSingletons` is called (at shutdown)
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

/** Ends every singleton, the latest first. Errors are collected, so that one does not keep the others alive. */
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

function singletons(): Map<string, Held> {
  const holder = globalThis as { [STORE]?: Map<string, Held> };
  holder[STORE] ??= new Map();
  return holder[STORE];
}
