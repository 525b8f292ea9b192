import { type ClassifyOptions, classify } from "./classify.ts";
import { hasUnroutedDirectory, isGroupName } from "./directory-names.ts";

/** Directories in parentheses, relative to the pages directory. */
export interface Groups {
  /** Those with a `__layout`, or only the companion of one: their pages are routed without their segment. */
  groups: ReadonlySet<string>;
  /** Those without: nothing in them is routed. Only the outermost of nested ones, sorted. */
  others: string[];
}

/**
 * Finds the layout groups.
 *
 * @param files paths relative to the pages directory, with `/`
 */
export function findGroups(files: readonly string[], options: ClassifyOptions): Groups {
  const named = new Set<string>();
  const groups = new Set<string>();
  for (const file of files) {
    const names = file.split("/");
    const name = names.pop() ?? "";
    for (const [index, directory] of names.entries()) {
      if (isGroupName(directory)) named.add(names.slice(0, index + 1).join("/"));
    }
    if (isGroupName(names.at(-1) ?? "") && isLayout(name, options)) groups.add(names.join("/"));
  }
  const others = [...named].filter((path) => {
    const above = path.split("/").slice(0, -1);
    return !groups.has(path) && !hasUnroutedDirectory(above, groups);
  });
  return { groups, others: others.sort() };
}

/** Whether this is the name of a layout's component or companion. */
function isLayout(name: string, options: ClassifyOptions): boolean {
  const file = classify(name, options);
  return file?.stem === "__layout" && (file.role === "wrapper" || file.role === "companion");
}

/**
 * The innermost layout group that a routed file lies in.
 *
 * @param file with `/`
 * @returns the path of the group, as that of the file begins; `undefined` outside of groups
 */
export function groupOf(file: string): string | undefined {
  const directories = file.split("/").slice(0, -1);
  const innermost = directories.findLastIndex(isGroupName);
  return innermost < 0 ? undefined : directories.slice(0, innermost + 1).join("/");
}
