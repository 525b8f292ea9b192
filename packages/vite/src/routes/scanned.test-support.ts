import { expect } from "vitest";
import { scanPages } from "./scan.ts";

export const OPTIONS = { directory: "src/pages" };

export function scan(files: string[], extensions?: string[]) {
  return scanPages(files, { ...OPTIONS, extensions });
}

/** `kind id file` of each route; fails if there are problems. */
export function routes(files: string[], extensions?: string[]): string[] {
  const { table, problems } = scan(files, extensions);
  expect(problems).toEqual([]);
  return table.routes.map((route) => `${route.kind} ${route.id} ${route.file.replace("src/pages/", "")}`);
}

export function pageOf(files: string[], id: string) {
  const { table, problems } = scan(files);
  expect(problems).toEqual([]);
  const found = [...table.routes, ...table.errors].find((route) => route.id === id);
  if (!found || found.kind === "endpoint") throw new Error(`no page ${id}`);
  return found;
}
