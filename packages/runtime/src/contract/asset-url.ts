/**
 * The URL of a file that browsers are served, as `new URL("./logo.svg", import.meta.url)` makes it in a module that the server
 * and browsers have. As text it has no origin, which the server does not know while modules are loaded: so both render
 * the same.
 */
export class AssetUrl extends URL {
  readonly #text: string;

  /** @param text a path from the root, or a URL of another host */
  constructor(text: string) {
    super(text, globalThis.location?.href ?? "http://localhost");
    this.#text = text;
  }

  override get href(): string {
    return this.#text;
  }

  override toString(): string {
    return this.#text;
  }

  override toJSON(): string {
    return this.#text;
  }
}
