/** How often a tab is reloaded automatically, until none was necessary for the time below. */
const MAX_RELOADS = 2;
const RESET_MILLISECONDS = 300_000;
const BUDGET_KEY = "bunsen:reloads";

/** If a reload takes longer, the visitor or the browser has cancelled it. */
const RELOAD_MILLISECONDS = 10_000;

/** The messages of browsers, and of Vite for styles, for an import that failed to load. Safari's does not name the file. */
const CHUNK_FAILED = /(?:imported module:|CSS for) (\S+)$|^Importing a module script failed/;

/** The error of a chunk that could not be loaded. */
export interface ChunkError extends Error {
  /** Pending while the document is about to be reloaded because of the error; resolves if it is not reloaded. */
  bunsenReload?: Promise<void>;
}

/** What Vite dispatches when a dynamic import fails. */
interface PreloadError extends Event {
  payload: ChunkError;
}

/**
 * Reloads the document if a script or style of its build no longer exists, because another build was deployed. The new page
 * refers to files that exist. It never reloads after the visitor has typed into the page, nor for the response to a `POST`, and
 * only a few times: after that, a missing file is an ordinary error.
 *
 * Imports nothing, because the file of an imported module could be missing as well.
 */
export function watchChunks(): void {
  const entry = document.querySelector<HTMLScriptElement>("#__bunsen_page");
  if (!entry) return;
  let hasEntry = false;
  let reload: Promise<void> | undefined;
  const typedInto = new WeakSet<EventTarget>();

  const isSafe = () =>
    !document.getElementById("__bunsen_data")?.dataset.method &&
    ![...document.querySelectorAll("*")].some((element) => typedInto.has(element));

  /** @returns resolves if the document stays */
  const reloadIfGone = async (url: string, event?: Event): Promise<void> => {
    // The error of a script does not say which of its imports is missing: the links name all of them.
    const links = document.querySelectorAll<HTMLLinkElement>("link[rel=modulepreload]");
    const urls = new Set([url, entry.src, ...[...links].map(({ href }) => href)]);
    const gone = await Promise.all([...urls].map(isGone));
    if (!gone.includes(true) || event?.defaultPrevented || !isSafe()) return;
    if (!reload) {
      if (!spendReload()) return;
      location.reload();
      reload = new Promise((resolve) => setTimeout(resolve, RELOAD_MILLISECONDS));
    }
    await reload;
  };

  addEventListener("input", ({ target }) => target && typedInto.add(target), true);
  addEventListener("vite:preloadError", (event) => {
    const { payload } = event as PreloadError;
    const failed = CHUNK_FAILED.exec(String(payload?.message));
    if (failed) payload.bunsenReload = reloadIfGone(failed[1] ?? entry.src, event);
  });
  // `load` events of elements do not bubble, so they are captured; they never reach the window.
  document.addEventListener("load", ({ target }) => (hasEntry ||= target === entry), true);
  const checkEntry = () => hasEntry || reloadIfGone(entry.src);
  if (document.readyState === "complete") checkEntry();
  else addEventListener("load", checkEntry);
}

/** Only a 4xx means that the file is gone; a server that is unavailable, or responds with a 5xx, may still have it. */
async function isGone(url: string): Promise<boolean> {
  try {
    const { status } = await fetch(url, { method: "HEAD", cache: "no-store" });
    return status >= 400 && status < 500;
  } catch {
    return false;
  }
}

/** Without session storage, reloads cannot be counted, so there are none. */
function spendReload(): boolean {
  try {
    const [count, last] = JSON.parse(sessionStorage.getItem(BUDGET_KEY) ?? "[0,0]");
    const spent = Date.now() - last < RESET_MILLISECONDS ? count : 0;
    if (spent >= MAX_RELOADS) return false;
    sessionStorage.setItem(BUDGET_KEY, JSON.stringify([spent + 1, Date.now()]));
    return true;
  } catch {
    return false;
  }
}
