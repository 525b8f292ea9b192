import type { HydratedPage } from "../hydrate.ts";
import { dataBlock } from "../page-elements.ts";

/**
 * Keeps the page of this document current while it is live. What that needs is loaded with the first page that is.
 *
 * @param signal aborts when another document takes the place of this one
 */
export function installLive(hydrated: HydratedPage, signal: AbortSignal): void {
  let live: Promise<{ update(): void } | undefined> | undefined;
  hydrated.onChanged = () => {
    if (!live && !dataBlock(document)?.dataset.live) return;
    live ??= import("./live-page.ts").then(
      ({ LivePage }) => new LivePage(hydrated, signal),
      // Of another build, or the connection is lost: the page is as current as any other one.
      () => undefined,
    );
    live.then((page) => page?.update());
  };
  hydrated.onChanged();
}
