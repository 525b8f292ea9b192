import { suggest } from "@bunsen/runtime/internal/suggest";
import type { PluginContext } from "../context/plugin-context.ts";

/**
 * What to do about a path that has no route: the file that would respond to it, a route with nearly that path, and files that
 * have the name but are not routed.
 *
 * @param path canonical, without `base`, decoded
 */
export function routeHint(
  { uncheckedTable: { routes }, pagesDirectory, pageFiles }: PluginContext,
  path: string,
): string {
  const sentences = [
    `No route has the path ${path}. ${wouldRespond(path, pagesDirectory)} would respond to it.`,
  ];
  const near = suggest(
    path,
    routes
      .filter(({ segments }) => segments.length > 0 && segments.every(({ kind }) => kind === "static"))
      .map(({ id }) => id),
  );
  if (near !== undefined) sentences.push(`There is a route ${near}.`);
  const routed = new Set(routes.map(({ file }) => file));
  const unrouted = pageFiles
    .filter((file) => nameOf(file) === nameOf(path))
    .map((file) => `${pagesDirectory}/${file}`)
    .filter((file) => !routed.has(file));
  if (unrouted.length > 0) {
    sentences.push(
      `${unrouted.slice(0, 3).join(" and ")} ${unrouted.length > 1 ? "are" : "is"} not routed, because of the name.`,
    );
  }
  return sentences.join(" ");
}

/** The files that could have a path, as text. */
function wouldRespond(path: string, directory: string): string {
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (path.startsWith("/api/")) return `${directory}${path}.ts`;
  if (path === "/") return `${directory}/index.tsx`;
  if (name.includes(".")) return `public${path} or ${directory}${path}.ts`;
  const above = path.slice(0, -name.length);
  return above === "/"
    ? `${directory}${path}.tsx`
    : `${directory}${path}.tsx or ${directory}${above}[name].tsx`;
}

/** The last segment of a path or of a file, without what follows a dot: of `(shop)/cart.client.tsx` it is `cart`. */
function nameOf(path: string): string {
  const segments = path.split("/");
  const last = (segments.pop() ?? "").split(".", 1)[0] ?? "";
  return (last === "index" ? (segments.pop() ?? "") : last).toLowerCase();
}
