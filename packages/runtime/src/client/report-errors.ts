import type { HotContext } from "./hot-context.ts";
import { clearError, showError } from "./overlay.ts";
import { thrownText } from "./thrown-text.ts";

/** What React says of attributes that differ; unlike other differences it throws nothing for them. */
const ATTRIBUTES_DIFFER = "A tree hydrated but some attributes of the server rendered HTML didn't match";

/** An error with what React knows of where it happened. */
export interface ComponentError extends Error {
  componentStack?: string;
}

/** Reports what goes wrong in this tab to the development server, and shows what it makes of it. */
export function reportErrors(hot: HotContext): void {
  const report = (thrown: unknown): void => {
    const error = describe(thrown);
    if (!isForeign(error.stack)) hot.send("bunsen:error", error);
  };
  window.addEventListener("error", ({ error }) => {
    // Without an error it is none of a script that we may look into, or one of the browser's warnings.
    if (error) report(error);
  });
  window.addEventListener("unhandledrejection", ({ reason }) => report(reason));
  reportAttributes(report);
  if (document.readyState === "complete") reportStyles(hot);
  else window.addEventListener("load", () => reportStyles(hot));
  hot.on("bunsen:error", showError);
  showViolations(hot);
  hot.on("vite:error", clearError);
}

/** Browsers report them to the server, many before this script runs: it is asked for those of this visit. */
function showViolations(hot: HotContext): void {
  const page = location.href.split("#", 1)[0] ?? "";
  hot.on("bunsen:violation", (violation) => {
    if (violation.page === page) showError(violation.error);
  });
  hot.send("bunsen:violations", { page, since: performance.timeOrigin });
}

function describe(thrown: unknown) {
  if (!(thrown instanceof Error)) return { message: thrownText(thrown), stack: "" };
  const { message, stack = "", componentStack = "" } = thrown as ComponentError;
  return { message, stack, componentStack };
}

/** Extensions of the browser run scripts in the page, which are nobody's here to mend. */
function isForeign(stack: string): boolean {
  return /-extension:\/\//.test(stack) && !stack.includes(location.origin);
}

/** Names the linked stylesheets that have not come: why, only the server knows. */
function reportStyles(hot: HotContext): void {
  const links = document.querySelectorAll<HTMLLinkElement>("link[data-vite-dev-id]");
  for (const link of links) if (!link.sheet) hot.send("bunsen:style", { url: link.getAttribute("href") });
}

function reportAttributes(report: (error: Error) => void): void {
  const print = console.error;
  console.error = (...parameters: unknown[]) => {
    print(...parameters);
    const [format, , difference] = parameters;
    if (typeof format !== "string" || !format.startsWith(ATTRIBUTES_DIFFER)) return;
    report(
      new Error(`${ATTRIBUTES_DIFFER} the client's.${typeof difference === "string" ? difference : ""}`),
    );
  };
}
