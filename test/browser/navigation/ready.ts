import type { Page } from "playwright-core";
import { expect } from "vitest";

/** The `initScript` of a page that {@link navigatesInPlace} is asked about. */
export function noteListener(): void {
  const add = navigation.addEventListener.bind(navigation);
  navigation.addEventListener = (type: string, ...rest: [EventListener, AddEventListenerOptions?]) => {
    if (type === "navigate") window.navigates = true;
    add(type, ...rest);
  };
}

/** Waits until links and forms of this document are followed in place. */
export async function navigatesInPlace(page: Page): Promise<void> {
  await expect.poll(() => page.evaluate(() => window.navigates)).toBe(true);
}
