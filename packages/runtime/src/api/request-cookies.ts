/** The attributes of a cookie (RFC 6265 §4.1.2). Default: `path: "/"`, `httpOnly`, `sameSite: "lax"`, and `secure` on https. */
export type CookieOptions = Omit<Bun.CookieInit, "name" | "value">;

/**
 * The cookies of a request, to read and to change. Cookies that are set here are `HttpOnly`, `SameSite=Lax` and, on https,
 * `Secure`, unless `options` say otherwise.
 */
export interface RequestCookies extends Bun.CookieMap {
  /** Whether a cookie was set or deleted during this request. */
  readonly changed: boolean;

  /**
   * Sets a cookie: the response gets a `Set-Cookie` header.
   *
   * @throws {TypeError} if the name is empty or has characters that a cookie name cannot have
   */
  set(nameOrCookie: string | Bun.CookieInit, value?: string, options?: CookieOptions): void;

  /** Deletes a cookie in the browser. Path and domain must be those that it was set with; the default path is `/`. */
  delete(
    nameOrOptions: string | Bun.CookieStoreDeleteOptions,
    options?: Omit<Bun.CookieStoreDeleteOptions, "name">,
  ): void;
}
