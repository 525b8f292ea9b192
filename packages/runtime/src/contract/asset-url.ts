/** What a URL without an origin is parsed with. */
const SOME_ORIGIN = "http://localhost";

/**
 * The URL of a file that browsers are served, as `new URL("./logo.svg", import.meta.url)` makes it in a module that the server
 * and browsers have. It has no origin unless the file is on another host: the server does not know its own while modules are
 * loaded, and both have to render the same.
 */
export class AssetUrl extends URL {
  readonly #isPath: boolean;

  /** @param text a path from the root, or a URL of another host */
  constructor(text: string) {
    super(text, SOME_ORIGIN);
    this.#isPath = !URL.canParse(text);
  }

  /**
   * One of several files, by a name that code has made.
   *
   * @param files URLs by what the code calls the files
   * @param text name, perhaps with a query and a fragment; one that no file has leads nowhere, as any URL may
   */
  static among(files: Readonly<Record<string, string>>, text: string): AssetUrl {
    const [name = ""] = text.split(/[?#]/, 1);
    const file = files[name];
    return new AssetUrl(file === undefined ? text : file + text.slice(name.length));
  }

  override get href(): string {
    return this.#isPath ? this.pathname + this.search + this.hash : super.href;
  }

  override get origin(): string {
    return this.#isPath ? "" : super.origin;
  }

  override get protocol(): string {
    return this.#isPath ? "" : super.protocol;
  }

  override get host(): string {
    return this.#isPath ? "" : super.host;
  }

  override get hostname(): string {
    return this.#isPath ? "" : super.hostname;
  }

  override get port(): string {
    return this.#isPath ? "" : super.port;
  }

  override toString(): string {
    return this.href;
  }

  override toJSON(): string {
    return this.href;
  }
}
