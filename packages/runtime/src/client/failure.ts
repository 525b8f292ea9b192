// A separate file, so that pages load it only when something fails.
import { type ReactNode, use } from "react";
import { jsx, jsxs } from "react/jsx-runtime";
import type { ErrorInfo } from "../api/types.ts";
import { HttpError } from "../diagnostics/http-errors.ts";
import { createTree } from "../page/tree.ts";
import { type FailureProps, LevelBoundary, MASKED_MESSAGE } from "./level-boundary.ts";
import { thrownText } from "./thrown-text.ts";
import type { ChunkError } from "./watch-chunks.ts";

/**
 * The error page, or the built-in message if there is none or if it fails as well. Suspends while the error page is loading, or
 * while the document is about to be reloaded: until then, React keeps the current content on the page.
 */
export function Failure({ error, view, fallback }: FailureProps): ReactNode {
  const reload = error instanceof Error && (error as ChunkError).bunsenReload;
  if (reload) use(reload);
  const info = fallback.info ?? errorInfo(error, fallback.showsMessages);
  const ErrorPage = fallback.loadErrorPage && use(fallback.loadErrorPage());
  if (!ErrorPage) return builtInMessage(info);
  return jsx(LevelBoundary, {
    view,
    fallback: { ...fallback, loadErrorPage: undefined, info },
    children: createTree([ErrorPage], { ...view, error: info }),
  });
}

/** As on the server, only the message of an `HttpError` is shown to visitors. */
function errorInfo(error: unknown, showsMessages: boolean): ErrorInfo {
  if (error instanceof HttpError) return { status: error.status, message: error.message };
  return { status: 500, message: showsMessages ? thrownText(error) : MASKED_MESSAGE };
}

/** Looks like the server's built-in error page, also inside of a layout with styles. */
function builtInMessage({ status, message }: ErrorInfo): ReactNode {
  const { pathname, search } = location;
  return jsxs("div", {
    role: "alert",
    style: {
      font: "1.1rem/1.5 system-ui,sans-serif",
      maxWidth: "36rem",
      margin: "15vh auto",
      padding: "0 1.5rem",
    },
    children: [
      jsx("h1", { style: { font: "bold 3rem/1.5 system-ui,sans-serif", margin: 0 }, children: status }, "h1"),
      jsx("p", { style: { margin: "1em 0" }, children: message }, "p"),
      jsx(
        "a",
        {
          href: pathname + search,
          style: { textDecoration: "underline" },
          children: "Load the page again",
        },
        "a",
      ),
    ],
  });
}
