import type { ReactNode } from "react";
import { jsx } from "react/jsx-runtime";
import { hydrateRoot, type Root } from "react-dom/client";
import { setPublicEnv } from "../api/public-env.ts";
import { decodeData, isRich } from "../page/data-decode.ts";
import { createTree, type PageComponent, type PageView } from "../page/tree.ts";
import { type ErrorListener, errorOptions, type Report } from "./client-errors.ts";
import { type Fallback, LevelBoundary, LoadedFailure, MASKED_MESSAGE } from "./level-boundary.ts";
import { loadOnce } from "./loading.ts";

/** What the generated browser entry of a page passes. */
export interface BrowserPage {
  /** Root first, the page last. */
  components: readonly PageComponent[];
  /** Loads the nearest `500.tsx`. */
  loadErrorPage?: () => Promise<{ default: PageComponent }>;
  /** Runs `src/client.ts`. */
  runClientFile?: () => Promise<ErrorListener | undefined>;
}

/** Settings that differ in development. */
export interface HydrationSettings {
  /** Default: the browser's own. */
  report?: Report;
  /** Whether the visitor may read the messages of errors. Default `false`. */
  showsMessages?: boolean;
}

/** A page that is hydrated. */
export interface HydratedPage {
  root: Root;
  /** The page with other data. */
  tree(view: PageView): ReactNode;
}

/** Reads the data block of a document. The parser for rich values (`Date`, `Map`, …) is loaded only if a page has some. */
export async function readView(source: Document): Promise<PageView> {
  const text = source.getElementById("__bunsen_data")?.textContent ?? "";
  const parseRich = isRich(text) ? (await import("../page/data-rich.ts")).parseRich : undefined;
  const { url, publicEnv, ...data } = decodeData(text, parseRich);
  setPublicEnv(publicEnv ?? {});
  return { ...data, url: new URL(url) };
}

/** Runs `src/client.ts`, and hydrates the server's markup. */
export async function hydratePage(
  { components, loadErrorPage, runClientFile }: BrowserPage,
  { report = reportError, showsMessages = false }: HydrationSettings = {},
): Promise<HydratedPage> {
  const container = document.getElementById("root");
  if (!container) throw new Error("Bunsen: this document has no #root element to hydrate.");
  const running = runClientFile?.();
  const view = await readView(document);
  const fallback: Fallback = {
    loadFailure: loadOnce(
      () => import("./failure.ts"),
      ({ Failure }) => Failure,
    ),
    loadErrorPage: loadErrorPage && loadOnce(loadErrorPage, (module) => module.default),
    showsMessages,
  };
  const tree = (view: PageView) =>
    createTree(components, view, (component, props) =>
      jsx(LevelBoundary, { view, fallback, children: jsx(component, props) }),
    );
  const options = errorOptions(report, await running);
  let isLost = false;
  const root = hydrateRoot(container, tree(view), {
    ...options,
    onUncaughtError(error, info) {
      options.onUncaughtError?.(error, info);
      // React has removed everything from the page. If the replacement fails as well, only text is safe.
      if (isLost) container.textContent = MASKED_MESSAGE;
      else
        root.render(jsx(LoadedFailure, { error, view, fallback: { ...fallback, loadErrorPage: undefined } }));
      isLost = true;
    },
  });
  return { root, tree };
}
