/**
 * The value of a promise that is already fulfilled, without waiting for a turn of the microtask queue: most `async` functions of
 * a small page await nothing. Otherwise a promise, also for another thenable (such as a query builder), or the value itself.
 */
export function settledValue<Value>(value: Value | PromiseLike<Value>): Value | Promise<Value> {
  if (value instanceof Promise) return Bun.peek.status(value) === "fulfilled" ? Bun.peek(value) : value;
  return isThenable(value) ? Promise.resolve(value) : value;
}

/** Calls a function with a value: immediately if it is available, otherwise when its promise is fulfilled. */
export function whenSettled<Value, Result>(
  value: Value | PromiseLike<Value>,
  use: (value: Value) => Result | Promise<Result>,
): Result | Promise<Result> {
  const settled = settledValue(value);
  return settled instanceof Promise ? settled.then(use) : use(settled);
}

export function isThenable<Value>(value: Value | PromiseLike<Value>): value is PromiseLike<Value> {
  return typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
}
