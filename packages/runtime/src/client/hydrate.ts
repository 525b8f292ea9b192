import { type HydrationOptions, hydrateRoot, type Root } from "react-dom/client";
import { setPublicEnv } from "../api/public-env.ts";
import { decodeData, isRich } from "../page/data-decode.ts";
import { createTree, type PageComponent, type PageView } from "../page/tree.ts";

/** Reads the data block of a document. The parser for rich values is loaded only where a page has some. */
export async function readView(source: Document): Promise<PageView> {
  const text = source.getElementById("__bunsen_data")?.textContent ?? "";
  const parseRich = isRich(text) ? (await import("../page/data-rich.ts")).parseRich : undefined;
  const { url, publicEnv, ...data } = decodeData(text, parseRich);
  setPublicEnv(publicEnv ?? {});
  return { ...data, url: new URL(url) };
}

/** Takes over the server's markup. Root first, the page last, as on the server. */
export async function hydratePage(
  components: readonly PageComponent[],
  options?: HydrationOptions,
): Promise<Root> {
  const container = document.getElementById("root");
  if (!container) throw new Error("Bunsen: this document has no #root element to hydrate.");
  return hydrateRoot(container, createTree(components, await readView(document)), options);
}
