/**
 * The base of the errors that the framework itself distinguishes. `instanceof` asks for a private field first: a thrown
 * value may be a `Proxy` whose traps throw, and must not end the code that handles it.
 */
export class OwnError extends Error {
  readonly #isOwn = true;

  static override [Symbol.hasInstance](value: unknown): boolean {
    if (typeof value !== "object" || value === null || !(#isOwn in value)) return false;
    // biome-ignore lint/complexity/noThisInStatic: each subclass asks for its own instances
    return Function.prototype[Symbol.hasInstance].call(this, value);
  }
}
