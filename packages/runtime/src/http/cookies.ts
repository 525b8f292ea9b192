import type { CookieOptions, RequestCookies } from "../api/request-cookies.ts";

/** Cookies with safe defaults, which know whether they were changed. */
export class TrackedCookies extends Bun.CookieMap implements RequestCookies {
  readonly #secure: boolean;
  #changed = false;
  #adopted: string[] = [];

  constructor(header: string | null, secure: boolean) {
    super(header ?? "");
    this.#secure = secure;
  }

  get changed(): boolean {
    return this.#changed;
  }

  /** Adds the changes of others, such as those of a render that had no access to the visitor's cookies. */
  adopt(others: TrackedCookies): void {
    this.#changed = true;
    this.#adopted.push(...others.toSetCookieHeaders());
  }

  /** Takes over the `Set-Cookie` lines of a response that the app got from itself, as a browser would. */
  adoptSet(lines: readonly string[]): void {
    for (const line of lines) {
      this.#changed = true;
      const cookie = Bun.Cookie.parse(line);
      if (cookie.isExpired())
        this.delete({ name: cookie.name, path: cookie.path, domain: cookie.domain ?? "" });
      else super.set(Object.assign(cookie, { value: decoded(cookie.value) }));
    }
  }

  /**
   * The `Cookie` header with which a browser would send its next request.
   *
   * @param header that of this request
   */
  toRequestHeader(header: string | null): string | null {
    if (!this.#changed) return header;
    const pairs = [...this].map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
    return pairs.length === 0 ? null : pairs.join("; ");
  }

  override toSetCookieHeaders(): string[] {
    return [...this.#adopted, ...super.toSetCookieHeaders()];
  }

  override set(nameOrCookie: string | Bun.CookieInit, value?: string, options?: CookieOptions): void {
    this.#changed = true;
    const defaults = { path: "/", httpOnly: true, sameSite: "lax", secure: this.#secure } as const;
    const given = typeof nameOrCookie === "string" ? { name: nameOrCookie, value, ...options } : nameOrCookie;
    super.set({ ...defaults, ...given, value: given.value ?? "" });
  }

  override delete(
    nameOrOptions: string | Bun.CookieStoreDeleteOptions,
    options?: Omit<Bun.CookieStoreDeleteOptions, "name">,
  ): void {
    this.#changed = true;
    const given = typeof nameOrOptions === "string" ? { ...options, name: nameOrOptions } : nameOrOptions;
    super.delete({ path: "/", ...given });
  }
}

/** `Bun.Cookie.parse` leaves a value as it was sent, `CookieMap` encodes what it is given. */
function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch (error) {
    if (error instanceof URIError) return value;
    throw error;
  }
}
