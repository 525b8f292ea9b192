/** How often a tab is loaded again by itself, until it was left alone for the time below. */
const MAX_RELOADS = 2;
const REST_MILLISECONDS = 300_000;
const BUDGET_KEY = "bunsen:reloads";

/** How long a reload may take, before it is clear that the visitor or the browser has stopped it. */
const RELOAD_MILLISECONDS = 10_000;

/** What browsers, and Vite for styles, say of an import that failed, and of no module that throws. Safari names no file. */
const CHUNK_FAILED = /(?:imported module:|CSS for) (\S+)$|^Importing a module script failed/;

/** An error of a chunk that could not be loaded. */
export interface ChunkError extends Error {
  /** Pending while the document is about to be loaded again because of it; resolves when it stays. */
  bunsenReload?: Promise<void>;
}

/** What Vite dispatches when a dynamic import fails. */
interface PreloadError extends Event {
  payload: ChunkError;
}

/**
 * Loads the document again if a script or style of its build is gone, because another build is deployed: the page that
 * comes then names files that are there. Never while the visitor has something typed, never for the result of a `POST`,
 * and only a few times: what stays gone is an error like any other.
 *
 * Imports nothing: what other builds have by another name could be gone, too.
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
  const reloadIfGone = async (urls: string[], event?: Event): Promise<void> => {
    const gone = await Promise.all(urls.map(isGone));
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
    if (failed) payload.bunsenReload = reloadIfGone([failed[1] ?? entry.src, entry.src], event);
  });
  // The event of an element tells those above it only on its way down, and never the window.
  document.addEventListener("load", ({ target }) => (hasEntry ||= target === entry), true);
  const checkEntry = () => hasEntry || reloadIfGone([entry.src]);
  if (document.readyState === "complete") checkEntry();
  else addEventListener("load", checkEntry);
}

/** A server that has other files by now says so; one that cannot be reached, or is ill, says nothing of files. */
async function isGone(url: string): Promise<boolean> {
  try {
    const { status } = await fetch(url, { method: "HEAD", cache: "no-store" });
    return status >= 400 && status < 500;
  } catch {
    return false;
  }
}

/** Without storage nobody could count, so nothing is spent. */
function spendReload(): boolean {
  try {
    const [count, last] = JSON.parse(sessionStorage.getItem(BUDGET_KEY) ?? "[0,0]");
    const spent = Date.now() - last < REST_MILLISECONDS ? count : 0;
    if (spent >= MAX_RELOADS) return false;
    sessionStorage.setItem(BUDGET_KEY, JSON.stringify([spent + 1, Date.now()]));
    return true;
  } catch {
    return false;
  }
}
