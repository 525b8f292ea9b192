/**
 * The base class of the errors that Bunsen itself distinguishes. `instanceof` checks for a private field first: a thrown value
 * may be a `Proxy` whose traps throw, which must not break the code that handles it.
 */
export class OwnError extends Error {
  readonly #isOwn = true;

  static override [Symbol.hasInstance](value: unknown): boolean {
    if (typeof value !== "object" || value === null || !(#isOwn in value)) return false;
    // biome-ignore lint/complexity/noThisInStatic: each subclass asks for its own instances
    return Function.prototype[Symbol.hasInstance].call(this, value);
  }
}
