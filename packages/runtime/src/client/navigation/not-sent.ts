const STYLE =
  "position:fixed;inset:auto 1rem 1rem;padding:1rem;border-radius:.5rem;z-index:2147483647;" +
  "background:#b3261e;color:#fff;font:1rem/1.5 system-ui,sans-serif";

let notice: HTMLElement | undefined;

/**
 * Tells the visitor that a form could not be sent. Nothing is sent again, because the server may have received it; what was
 * typed is still there.
 */
export function tellNotSent(error: unknown): void {
  console.error(error);
  clearNotSent();
  notice = document.createElement("div");
  notice.role = "alert";
  notice.textContent = "This could not be sent. Check your connection, and try again.";
  // The policy of a page allows styles that are set like this.
  notice.style.cssText = STYLE;
  document.body.append(notice);
}

export function clearNotSent(): void {
  notice?.remove();
  notice = undefined;
}
