import type { HotContext } from "./hot-context.ts";
import { clearError, showError } from "./overlay.ts";
import { thrownText } from "./thrown-text.ts";

/** React's message about attributes that differ, which it logs; for other differences it throws an error. */
const ATTRIBUTES_DIFFER = "A tree hydrated but some attributes of the server rendered HTML didn't match";

/** An error with React's component stack. */
export interface ComponentError extends Error {
  componentStack?: string;
}

/** Reports errors in this tab to the development server, which maps them to the source files, and shows the result. */
export function reportErrors(hot: HotContext): void {
  const report = (thrown: unknown): void => {
    const error = describe(thrown);
    if (!isForeign(error.stack)) hot.send("bunsen:error", error);
  };
  window.addEventListener("error", ({ error }) => {
    // Without `error`, it is an error of a script of another origin, or a warning of the browser.
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

/** Shows violations of the Content-Security-Policy. Browsers report them to the server, often before this script runs. */
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

/** Whether an error is from a browser extension, which runs scripts in the page. */
function isForeign(stack: string): boolean {
  return /-extension:\/\//.test(stack) && !stack.includes(location.origin);
}

/** Reports the linked stylesheets that failed to load: only the server knows why. */
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
