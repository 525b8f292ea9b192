type CookieOptions = Omit<Bun.CookieInit, "name" | "value">;

/**
 * The request's cookies, to read and to set. Cookies set here are `HttpOnly`, `SameSite=Lax` and, on https,
 * `Secure`, unless the call says otherwise.
 */
export class RequestCookies extends Bun.CookieMap {
  readonly #secure: boolean;
  #changed = false;

  constructor(header: string | null, secure: boolean) {
    super(header ?? "");
    this.#secure = secure;
  }

  /** Whether anything was set or deleted. */
  get changed(): boolean {
    return this.#changed;
  }

  /** Sets a cookie of the response. */
  override set(nameOrCookie: string | Bun.CookieInit, value?: string, options?: CookieOptions): void {
    this.#changed = true;
    const defaults = { path: "/", httpOnly: true, sameSite: "lax", secure: this.#secure } as const;
    const given = typeof nameOrCookie === "string" ? { name: nameOrCookie, value, ...options } : nameOrCookie;
    super.set({ ...defaults, ...given, value: given.value ?? "" });
  }

  /** Tells the browser to forget a cookie. */
  override delete(
    nameOrOptions: string | Bun.CookieStoreDeleteOptions,
    options?: Omit<Bun.CookieStoreDeleteOptions, "name">,
  ): void {
    this.#changed = true;
    const given = typeof nameOrOptions === "string" ? { ...options, name: nameOrOptions } : nameOrOptions;
    super.delete({ path: "/", ...given });
  }
}
