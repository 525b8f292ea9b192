import type { RenderedRoute } from "../contract/route-table.ts";
import type { DevelopmentHooks, PageAssets } from "../contract/server-build.ts";
import { whenSettled } from "../util/maybe-promise.ts";
import { withNonce } from "./document.ts";

/** What the development server adds to pages, marked so that the app's policy lets it in. */
export class DevelopmentPages {
  readonly #hooks: DevelopmentHooks;
  readonly #nonce: string | undefined;

  /** @param nonce of the policy; `undefined` if the app has none */
  constructor(hooks: DevelopmentHooks, nonce: string | undefined) {
    this.#hooks = hooks;
    this.#nonce = nonce;
  }

  assets(route: RenderedRoute): PageAssets | Promise<PageAssets> {
    const files = [...route.wrappers, route].flatMap((pair) => [pair.file, pair.server]);
    const assets = this.#hooks.pageAssets(
      route.id,
      files.filter((file) => file !== undefined),
    );
    if (this.#nonce === undefined) return assets;
    return whenSettled(assets, ({ head, preload, body }) => ({
      // By this, Vite's client finds the nonce for its styles.
      head: `<meta property="csp-nonce" nonce="${this.#nonce}">${withNonce(head, this.#nonce)}`,
      preload,
      body,
    }));
  }

  /** Links to the stylesheets that modules reach, each as HTML. */
  async stylesheets(modules: readonly string[]): Promise<readonly string[]> {
    const links = await this.#hooks.stylesheets(modules);
    return links.map((link) => withNonce(link, this.#nonce));
  }

  /** User code failed; see `DevelopmentHooks`. */
  requestFailed(error: unknown): void {
    this.#hooks.requestFailed(error);
  }

  /** What to do about a path that has no route. */
  routeHint(path: string): string {
    return this.#hooks.routeHint(path);
  }

  /** HTML that shows an error on top of the error page. */
  errorOverlay(error: unknown): string | Promise<string> {
    return whenSettled(this.#hooks.errorOverlay(error), (html) => withNonce(html, this.#nonce));
  }

  /** HTML that loads a page without components again after a change. */
  recovery(): string {
    return withNonce(this.#hooks.recovery(), this.#nonce);
  }
}
