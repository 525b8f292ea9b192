import type { ReactNode } from "react";
import { jsx } from "react/jsx-runtime";
import { renderToPipeableStream, renderToString } from "react-dom/server.bun";
import { HttpError, Redirect } from "../diagnostics/http-errors.ts";
import { MarkupSink } from "./markup-sink.ts";
import type { CollectedStyles, RenderStyles } from "./render-styles.ts";

/** The container that the browser hydrates; the server has to render exactly this around the app. */
const ROOT_OPEN = '<div id="root">';

/** What React leaves behind where a string render met a pending or failed Suspense boundary. */
const CLIENT_RENDER_MARKER = "<!--$!-->";

/** The part of a page that React made. */
export interface Markup {
  /** What React puts before the container: `<title>`, `<meta>`, `<link>` of the shell. */
  hoisted: string;
  /** The container with the app inside. */
  root: string;
  /** What a CSS-in-JS library made for the shell. */
  collected: CollectedStyles;
  /** What else the render needs. */
  styles: RenderStyles;
  /** Boundaries that were not ready with the shell; `undefined` if nothing is missing. */
  late: MarkupSink | undefined;
}

export interface RenderOptions {
  /** Called for each error inside a Suspense boundary, but only if the shell stands. */
  onBoundaryError(error: unknown): void;
  /** For the scripts and styles that React and a CSS-in-JS library put inline; empty for none. */
  nonce: string;
  /** Wait for every boundary: without scripts, nothing can put a late one in its place. */
  whole: boolean;
}

/**
 * Renders without waiting for anything. About a third of the cost of a stream.
 *
 * @param refusesInline whether a policy refuses what is inline and has no nonce, which this render cannot give
 * @returns `undefined` if something suspends, if an error may have been caught by a boundary, or if React has put
 *   something inline that is refused: render a stream then
 */
export function renderComplete(
  app: ReactNode,
  styles: RenderStyles,
  refusesInline: boolean,
): Markup | undefined {
  let html: string;
  try {
    html = renderToString(container(app, styles));
  } catch (error) {
    if (error instanceof HttpError || error instanceof Redirect) throw error;
    return undefined;
  }
  if (html.includes(CLIENT_RENDER_MARKER)) return undefined;
  const markup = { ...splitShell(html), collected: styles.takeCollected(""), styles, late: undefined };
  return refusesInline && hasInline(markup) ? undefined : markup;
}

/** React puts styles before the container, and behind it the script that replays forms. */
function hasInline({ hoisted, root, collected }: Markup): boolean {
  const isStyled = [hoisted, collected.before, collected.after].some((html) => html.includes("<style"));
  return isStyled || !root.endsWith("</div>");
}

/**
 * Renders a shell and whatever follows. Rejects with the error if the shell fails.
 *
 * @param onAbort registers a function that stops the render
 */
export function renderStream(
  app: ReactNode,
  styles: RenderStyles,
  options: RenderOptions,
  onAbort: (abort: (reason: unknown) => void) => void,
): Promise<Markup> {
  return new Promise((resolve, reject) => {
    let early: unknown[] | undefined = [];
    const sink = new MarkupSink(options.nonce);
    const start = () => {
      // React's Bun build asks no more of a destination than what MarkupSink has.
      stream.pipe(sink as unknown as NodeJS.WritableStream);
      const shell = splitShell(sink.take());
      const late = sink.ended ? undefined : sink;
      try {
        resolve({ ...shell, collected: styles.takeCollected(options.nonce), styles, late });
      } catch (error) {
        reject(error);
      }
    };
    const stream = renderToPipeableStream(container(app, styles), {
      nonce: options.nonce || undefined,
      // Finished boundaries stay inline, as in a string render; the HTML must not depend on the way it was made.
      progressiveChunkSize: Number.POSITIVE_INFINITY,
      onShellReady() {
        for (const error of early ?? []) options.onBoundaryError(error);
        early = undefined;
        if (!options.whole) start();
      },
      onAllReady() {
        if (options.whole) start();
      },
      onShellError: reject,
      onError(error) {
        if (early) early.push(error);
        else options.onBoundaryError(error);
      },
    });
    onAbort((reason) => stream.abort(reason));
  });
}

function container(app: ReactNode, styles: RenderStyles): ReactNode {
  return jsx("div", { id: "root", children: styles.around(app) });
}

function splitShell(html: string): Pick<Markup, "hoisted" | "root"> {
  const start = html.startsWith(ROOT_OPEN) ? 0 : html.indexOf(ROOT_OPEN);
  return { hoisted: html.slice(0, start), root: html.slice(start) };
}
