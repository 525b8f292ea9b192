import type { Rest } from "../deferred.ts";
import type { HydratedPage } from "../hydrate.ts";
import { dataBlock, pageScript } from "../page-elements.ts";
import { changeTitle, DocumentHead } from "./head.ts";
import { isShowable, loadParts, type NextPage } from "./load.ts";
import { discard, isPageResponse, readShell } from "./response.ts";
import { DocumentStyles } from "./styles.ts";

/** Makes pages ready, and shows them in the document that is open. */
export class Place {
  readonly hydrated: HydratedPage;
  readonly #head: DocumentHead;
  readonly #styles: DocumentStyles;
  /** Deferred props of the page that is shown. */
  #rest: Rest | undefined;

  constructor(hydrated: HydratedPage) {
    this.hydrated = hydrated;
    this.#head = new DocumentHead(hydrated.head);
    this.#styles = new DocumentStyles(hydrated.head);
  }

  /**
   * Reads a response, and loads what the page in it needs.
   *
   * @param requestedAt when the page was requested, on the clock of `performance.now()`
   * @returns the page; the HTML if this document cannot show it; `undefined` if the response is not HTML, and unread
   * @throws if the connection breaks, or a script or style cannot be loaded
   */
  async read(response: Response, requestedAt: number): Promise<NextPage | string | undefined> {
    if (!isPageResponse(response)) return undefined;
    const { html, source, rest } = await readShell(response, isShowable);
    const next = isShowable(source) ? await this.load(source, response.url, requestedAt, rest) : undefined;
    if (!next?.rest) discard(rest);
    return next ?? html;
  }

  /** See `loadParts`. */
  load(source: Document, url: string, requestedAt: number, rest?: Rest): Promise<NextPage | undefined> {
    return loadParts(source, url, this.#styles, requestedAt, rest);
  }

  /**
   * Shows a page that is ready. Resolves when it is visible.
   *
   * @param alongside changes state that becomes visible together with the page
   */
  async show(
    { page, view, source, styles, requestedAt, rest }: NextPage,
    alongside?: () => void,
  ): Promise<void> {
    this.#styles.apply(styles);
    changeTitle(source.title);
    this.hydrated.entries = new Set();
    await this.hydrated.show(page, view, alongside);
    discard(this.#rest);
    this.#rest = rest;
    this.#styles.finish(styles);
    this.#head.change(source);
    changeTitle(source.title);
    // Development, and the recovery from missing files, look at the document for what is on it.
    dataBlock(document)?.replaceWith(dataBlock(source) ?? "");
    Object.assign(pageScript(document)?.dataset ?? {}, pageScript(source)?.dataset);
    this.hydrated.requestedAt = requestedAt;
    this.hydrated.onChanged?.();
  }
}

let place: Place | undefined;

/** The one place of a hydrated page: it remembers what the server has put into the document's head. */
export function placeOf(hydrated: HydratedPage): Place {
  if (place?.hydrated !== hydrated) place = new Place(hydrated);
  return place;
}
