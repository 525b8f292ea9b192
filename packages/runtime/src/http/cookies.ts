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
