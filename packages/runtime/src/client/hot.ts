import { createTree } from "../page/tree.ts";
import { type HydratedPage, readView } from "./hydrate.ts";
import type { HotContext } from "./recover.ts";

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
