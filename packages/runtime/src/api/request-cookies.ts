export type CookieOptions = Omit<Bun.CookieInit, "name" | "value">;

/**
 * The request's cookies, to read and to set. Cookies set here are `HttpOnly`, `SameSite=Lax` and, on https,
 * `Secure`, unless the call says otherwise.
 */
export interface RequestCookies extends Bun.CookieMap {
  /** Whether anything was set or deleted. */
  readonly changed: boolean;

  /** Sets a cookie of the response. */
  set(nameOrCookie: string | Bun.CookieInit, value?: string, options?: CookieOptions): void;

  /** Tells the browser to forget a cookie. */
  delete(
    nameOrOptions: string | Bun.CookieStoreDeleteOptions,
    options?: Omit<Bun.CookieStoreDeleteOptions, "name">,
  ): void;
}
