import type { Rest } from "../deferred.ts";

/** What the last element of every page that hydrates has. Boundaries that are late follow it. */
const LAST_ELEMENT = 'id="__bunsen_page"';

/** Whether a response may be a page: HTML that a browser shows instead of saving it. */
export function isPageResponse({ headers }: Response): boolean {
  return !isAttachment(headers) && /^text\/html\b/.test(headers.get("content-type") ?? "");
}

/** Whether a browser saves the response instead of showing it. */
export function isAttachment(headers: Headers): boolean {
  return /^\s*attachment\b/i.test(headers.get("content-disposition") ?? "");
}

/**
 * Reads HTML, of a page that can be shown up to the end of its shell: late boundaries are rendered in the browser, and deferred
 * props are in the rest.
 *
 * @param isEnough whether what was read so far is a page that can be shown
 * @throws if the connection breaks before that
 */
export async function readShell(
  response: Response,
  isEnough: (source: Document) => boolean,
): Promise<{ html: string; source: Document; rest?: Rest }> {
  // Not by `for await`, which browsers have learned much later.
  const reader = (response.body ?? new Blob().stream()).pipeThrough(new TextDecoderStream()).getReader();
  let html = "";
  for (;;) {
    const { done, value = "" } = await reader.read();
    html += value;
    if (!done && !html.includes(LAST_ELEMENT)) continue;
    const source = new DOMParser().parseFromString(html, "text/html");
    if (!done && !isEnough(source)) continue;
    return done ? { html, source } : { html, source, rest: { html, reader } };
  }
}

/** Ends the transfer of a response that is not needed. */
export function discard(rest: Rest | undefined): void {
  rest?.reader.cancel().catch(ignore);
}

function ignore(): void {
  // The connection may have broken before.
}
