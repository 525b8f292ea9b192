import { createTree } from "../page/tree.ts";
import { type HydratedPage, readView } from "./hydrate.ts";

/** The part of Vite's `import.meta.hot` that is used here. */
interface HotContext {
  on(event: string, listener: (change: Change) => void): void;
}

/** A file changed. */
interface Change {
  /** Whether the server would now render this app differently. */
  rendersAnew: boolean;
}

/** Vite's overlay element, handed in because only the development server has it. */
type OverlayClass = new (error: unknown) => HTMLElement;

/** An edit on the server: asks for this page again and renders its new data and head in place, state kept. */
export function refreshOnServerChange(page: HydratedPage, hot: HotContext): void {
  hot.on("bunsen:refresh", ({ rendersAnew }) => {
    if (rendersAnew) refresh(page).catch(() => location.reload());
  });
}

async function refresh(page: HydratedPage): Promise<void> {
  const response = await fetch(location.href, { headers: { accept: "text/html" } });
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
  if (response.redirected || !response.ok || !fresh.getElementById("__bunsen_data")) return location.reload();
  page.root.render(createTree(page.components, await readView(fresh)));
  refreshHead(fresh);
}

/** Title, metadata and attributes of `<html>`; styles and scripts are Vite's to replace. */
function refreshHead(fresh: Document): void {
  document.title = fresh.title;
  for (const { name } of [...document.documentElement.attributes]) {
    if (!fresh.documentElement.hasAttribute(name)) document.documentElement.removeAttribute(name);
  }
  for (const { name, value } of fresh.documentElement.attributes)
    document.documentElement.setAttribute(name, value);
  const metadata = 'meta, link:not([rel="stylesheet"]):not([rel="modulepreload"])';
  for (const element of document.head.querySelectorAll(metadata)) element.remove();
  for (const element of fresh.head.querySelectorAll(metadata)) document.head.append(element);
}

/** Shows the error of a failed server render. */
export function showServerError(Overlay: OverlayClass): void {
  const block = document.getElementById("__bunsen_error");
  document.body.append(new Overlay(JSON.parse(block?.textContent ?? "{}")));
}

/**
 * A page that React does not run (it failed, its script cannot be loaded, or it ships none) cannot be updated in
 * place: it is loaded again after the next change.
 */
export function recoverOnChange(hot: HotContext | undefined): void {
  hot?.on("bunsen:refresh", () => {
    if (document.getElementById("__bunsen_error") || !isHydrated()) location.reload();
  });
}

/** React marks the container it runs in with a property of its own. */
function isHydrated(): boolean {
  const container = document.getElementById("root");
  return container !== null && Object.keys(container).some((key) => key.startsWith("__reactContainer$"));
}
