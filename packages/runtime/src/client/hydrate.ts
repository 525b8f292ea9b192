import { type ReactNode, useLayoutEffect } from "react";
import { jsx } from "react/jsx-runtime";
import { flushSync } from "react-dom";
import { type HydrationOptions, hydrateRoot, type Root } from "react-dom/client";
import { setPublicEnv } from "../api/public-env.ts";
import type { PrefetchSettings } from "../contract/prefetch.ts";
import { decodeData, isRich } from "../page/data-decode.ts";
import { createTree, type PageComponent } from "../page/tree.ts";
import type { PageView } from "../page/view-context.ts";
import { type ErrorListener, errorOptions, type Report } from "./client-errors.ts";
import type { Rest } from "./deferred.ts";
import { type Fallback, LevelBoundary, LoadedFailure, MASKED_MESSAGE } from "./level-boundary.ts";
import { loadOnce } from "./loading.ts";
import { dataBlock } from "./page-elements.ts";

/** What the generated browser entry of a page passes. */
export interface BrowserPage {
  /** The id of the page's route. */
  id: string;
  /** Root first, the page last. */
  components: readonly PageComponent[];
  /** Names each component: pages that share one, at the same place, share its state. */
  keys: readonly string[];
  /** Loads the nearest `500.tsx`. */
  loadErrorPage?: () => Promise<{ default: PageComponent }>;
  /** Runs `src/client.ts`. */
  runClientFile?: () => Promise<ErrorListener | undefined>;
  /** When pages are requested before a visitor leads there, if the app says so. */
  prefetch?: PrefetchSettings;
  /** Whether the change of pages is animated. Default `false`. */
  hasViewTransitions?: boolean;
  /** Loads what happens after hydration: navigation in place, and live pages. */
  loadNavigation: () => Promise<{ installNavigation(hydrated: HydratedPage, signal: AbortSignal): void }>;
}

/** Settings that differ in development. */
export interface HydrationSettings {
  /** Default: the browser's own. */
  report?: Report;
  /** Whether the visitor may read the messages of errors. Default `false`. */
  showsMessages?: boolean;
}

/** The page in this document: the one that it was made for, and those that are shown in its place. */
export class HydratedPage {
  /** What is shown, or about to be. */
  page: BrowserPage;
  view: PageView;
  /** Ids of the entries of the history that show the page which the server has sent last. */
  entries = new Set<string | undefined>();
  /** Takes care of navigations that need no request; returns whether it does. Set by the part of the app that makes such. */
  intercept?: (event: NavigateEvent) => boolean;
  /** Called when another page, or the same with other data, has become visible. */
  onChanged?: () => void;
  /** When the page was requested, on the clock of `performance.now()`; missing for that of the document. */
  requestedAt?: number;
  /** What was in `<head>` when the document's script started. */
  readonly head: readonly Element[];
  /** Resolves when `page` is visible. */
  shown: Promise<void>;
  /** Whether React has given up: nothing but a message is visible. */
  isLost = false;
  readonly #root: Root;
  readonly #showsMessages: boolean;
  readonly #fallbacks = new WeakMap<BrowserPage, Fallback>();

  constructor(
    page: BrowserPage,
    view: PageView,
    container: Element,
    { head, showsMessages, options }: Start,
  ) {
    this.page = page;
    this.view = view;
    this.head = head;
    this.#showsMessages = showsMessages;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.shown = promise;
    this.#root = hydrateRoot(container, this.#tree(resolve), {
      ...options,
      onUncaughtError: (error, info) => {
        options.onUncaughtError?.(error, info);
        // React has removed everything from the page. If the replacement fails as well, only text is safe.
        if (this.isLost) container.textContent = MASKED_MESSAGE;
        else this.#root.render(this.#failure(error));
        this.isLost = true;
      },
    });
  }

  /**
   * Renders a page, or the same with other data. Resolves when it is visible.
   *
   * @param alongside changes state that becomes visible together with the page
   */
  show(page: BrowserPage, view: PageView, alongside?: () => void): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.page = page;
    this.view = view;
    this.shown = promise;
    // At once, so that the browser paints address, styles and page together.
    flushSync(() => {
      alongside?.();
      this.#root.render(this.#tree(resolve));
    });
    return promise;
  }

  #tree(onShown: () => void): ReactNode {
    const { page, view } = this;
    const fallback = this.#fallback(page);
    const children = createTree(page.components, view, (component, props, index) =>
      jsx(LevelBoundary, { view, fallback, children: jsx(component, props) }, page.keys[index]),
    );
    return jsx(Shown, { onShown, children });
  }

  #failure(error: unknown): ReactNode {
    const fallback = { ...this.#fallback(this.page), loadErrorPage: undefined };
    return jsx(LoadedFailure, { error, view: this.view, fallback });
  }

  #fallback(page: BrowserPage): Fallback {
    const known = this.#fallbacks.get(page);
    if (known) return known;
    const { loadErrorPage } = page;
    const fallback: Fallback = {
      loadFailure: loadOnce(
        () => import("./failure.ts"),
        ({ Failure }) => Failure,
      ),
      loadErrorPage: loadErrorPage && loadOnce(loadErrorPage, (module) => module.default),
      showsMessages: this.#showsMessages,
    };
    this.#fallbacks.set(page, fallback);
    return fallback;
  }
}

interface Start {
  head: readonly Element[];
  showsMessages: boolean;
  options: HydrationOptions;
}

/** Tells when React has put its children onto the page. Like all of this, it changes neither the HTML nor the ids of `useId`. */
function Shown({ onShown, children }: { onShown(): void; children: ReactNode }): ReactNode {
  useLayoutEffect(onShown, [onShown]);
  return children;
}

/**
 * Reads the data block of a document. The parser for rich values (`Date`, `Map`, …) and what receives deferred props are loaded
 * only if a page has some.
 *
 * @param rest what follows the shell, if `source` is only that
 */
export async function readView(source: Document, rest?: Rest): Promise<PageView> {
  const block = dataBlock(source);
  const text = block?.textContent ?? "";
  const parseRich = isRich(text) ? (await import("../page/data-rich.ts")).parseRich : undefined;
  const { url, publicEnv, ...data } = decodeData(text, parseRich);
  setPublicEnv(publicEnv ?? {});
  if (block?.dataset.deferred) await (await import("./deferred.ts")).receive(data.props, source, rest);
  return { ...data, url: new URL(url) };
}

/** Runs `src/client.ts`, and hydrates the server's markup. */
export async function hydratePage(
  page: BrowserPage,
  { report = reportError, showsMessages = false }: HydrationSettings = {},
): Promise<HydratedPage> {
  const head = [...document.head.children];
  const container = document.getElementById("root");
  if (!container) throw new Error("Bunsen: this document has no #root element to hydrate.");
  const running = page.runClientFile?.();
  const view = await readView(document);
  const options = errorOptions(report, await running);
  return new HydratedPage(page, view, container, { head, showsMessages, options });
}
