/**
 * The value of a promise that is fulfilled already, without waiting a turn for it: most `async` functions of a small
 * page awaited nothing. Otherwise a promise, for a foreign thenable (a query builder), too, or the value as it is.
 */
export function settledValue<Value>(value: Value | PromiseLike<Value>): Value | Promise<Value> {
  if (value instanceof Promise) return Bun.peek.status(value) === "fulfilled" ? Bun.peek(value) : value;
  return isThenable(value) ? Promise.resolve(value) : value;
}

/** Goes on with a value: at once if it is there, else when it comes. */
export function whenSettled<Value, Result>(
  value: Value | PromiseLike<Value>,
  use: (value: Value) => Result | Promise<Result>,
): Result | Promise<Result> {
  const settled = settledValue(value);
  return settled instanceof Promise ? settled.then(use) : use(settled);
}

function isThenable<Value>(value: Value | PromiseLike<Value>): value is PromiseLike<Value> {
  return typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
}
