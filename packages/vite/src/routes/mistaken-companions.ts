import type { RouteTable } from "@bunsen/runtime/internal/route-table";
import { nearlySame, suggest } from "@bunsen/runtime/internal/suggest";
import type { Problem } from "./conflicts.ts";
import { hasUnroutedDirectory, isGroupName } from "./directory-names.ts";

/** What the names of files say about server code that would never run. */
export interface Mistakes {
  /** Certain enough to end a build: a guard in such a file would let every request through. */
  problems: Problem[];
  /** Each a sentence; such a file may as well be a helper. */
  warnings: string[];
}

const SCRIPT = /\.[cm]?[jt]sx?$/i;

const INDEX_OF_SERVER = /\.server\/index\.[^/]+$/i;

/** Of files that are never companions. */
const OTHER_INFIX = /\.(?:client|test|spec|d)$/i;

const HELPER_HINT = "If it is a helper, give it another name or move it out of the pages directory.";

/**
 * Finds server files of the pages directory that no page, layout or root uses, although their names are nearly those of
 * a companion. All other server files are helpers.
 *
 * @param files all files of the pages directory, relative to it
 * @param options the pages directory, relative to the project root, and its layout groups
 */
export function mistakenCompanions(
  files: readonly string[],
  table: RouteTable,
  { directory, groups }: { directory: string; groups: ReadonlySet<string> },
): Mistakes {
  const mistakes: Mistakes = { problems: [], warnings: [] };
  const pages = new Pages(table, directory);
  for (const path of files) {
    // `x.server/index.ts` is an endpoint by its name, which a guard of the page `x` is not meant to be.
    const isUsed = pages.uses(`${directory}/${path}`) && !INDEX_OF_SERVER.test(path);
    const named = SCRIPT.test(path) && !isUsed && intendedFor(path, groups);
    if (!named) continue;
    if (isCompanionOf(path, named.stem, "__layout")) continue;
    if (named.parent === "" && isCompanionOf(path, named.stem, "__root")) continue;
    const reserved = reservedName(named);
    if (reserved !== undefined) mistakes.problems.push(problem(directory, path, reserved));
    else if (named.isServer) compareWithPages(named, path, pages, mistakes);
  }
  return mistakes;
}

/** What a file would be the companion of, by its name. */
interface Intended {
  /** Directory below the pages directory, with a slash at its end; empty at the top. */
  parent: string;
  /** The name as it is written, without `.server` and extension. */
  stem: string;
  isServer: boolean;
}

/** Of `admin/x.server.ts` and of `admin/x.server/index.ts`; `undefined` for a file that is neither. */
function intendedFor(path: string, groups: ReadonlySet<string>): Intended | undefined {
  const asFile = path.replace(SCRIPT, "").replace(/\.server\/index$/i, ".server");
  const slash = asFile.lastIndexOf("/") + 1;
  const parent = asFile.slice(0, slash);
  const name = asFile.slice(slash).normalize("NFC");
  if (OTHER_INFIX.test(name) || name.startsWith(".")) return undefined;
  if (hasUnroutedDirectory(parent.split("/").slice(0, -1), groups)) return undefined;
  const stem = name.replace(/\.server$/i, "");
  return { parent, stem, isServer: stem !== name };
}

/** The companion that a name such as `__Layout.server`, `__layout.sever` or `_layout.server` stands for. */
function reservedName({ parent, stem, isServer }: Intended): string | undefined {
  const [start = "", infix = "", ...more] = stem.split(".");
  const isGuard = isServer
    ? infix === ""
    : start.startsWith("__") && suggest(infix, ["server"]) !== undefined;
  if (!isGuard || more.length > 0) return undefined;
  const known = ["layout", "root"];
  const word = plainName(start);
  const meant = known.includes(word) ? word : start.startsWith("_") ? nearlySame(word, known) : undefined;
  return meant && `${parent}__${parent === "" ? meant : "layout"}.server.ts`;
}

/** Whether the scan has taken a file for a companion of this name, so that at most it is one of two. */
function isCompanionOf(path: string, stem: string, page: string): boolean {
  return stem === page && /\.server\.[jt]sx?$/i.test(path);
}

function compareWithPages(named: Intended, path: string, pages: Pages, mistakes: Mistakes): void {
  const { parent, stem } = named;
  const beside = pages.in(parent);
  if (beside.some((page) => page.server && isCompanionOf(path, stem, page.stem))) return;
  const bare = beside.filter((page) => !page.server);
  const isDirectory = INDEX_OF_SERVER.test(path);
  const alike =
    bare.find((page) => plainName(page.stem) === plainName(stem)) ??
    beside.find((page) => page.stem === stem && !isDirectory);
  if (alike) {
    mistakes.problems.push(problem(pages.directory, path, `${parent}${alike.stem}.server.ts`, alike.file));
    return;
  }
  const near = nearlySame(
    stem,
    bare.map((page) => page.stem),
  );
  const meant = bare.find((page) => page.stem === near) ?? pages.otherForm(named);
  if (meant) mistakes.warnings.push(warning(`${pages.directory}/${path}`, meant));
}

function problem(directory: string, path: string, meant: string, page?: string): Problem {
  const file = `${directory}/${path}`;
  const user = page === undefined ? "no page uses it" : `${page} does not use it`;
  return {
    code: "MISTAKEN_SERVER_FILE",
    message: `${file} looks like a companion, but ${user}: no guard in it would run.`,
    files: page === undefined ? [file] : [file, page].sort(),
    hint: `Rename it to ${directory}/${meant}, or delete it. ${HELPER_HINT}`,
  };
}

function warning(file: string, { file: page, companion }: Page): string {
  return (
    `${file} is not the companion of ${page}: it does not run for that page. If it should, rename it to ${companion}. ` +
    HELPER_HINT
  );
}

interface Page {
  file: string;
  /** The name of the file without its extension. */
  stem: string;
  /** Relative to the pages directory, with a slash at its end. */
  parent: string;
  /** What its companion would be. */
  companion: string;
  server: string | undefined;
}

/** The pages and error pages, by directory. */
class Pages {
  readonly directory: string;
  readonly #byParent = new Map<string, Page[]>();
  readonly #used = new Set<string>();

  constructor({ routes, errors }: RouteTable, directory: string) {
    this.directory = directory;
    for (const route of [...routes, ...errors]) {
      this.#used.add(route.file);
      if (route.kind === "endpoint") continue;
      for (const pair of [route, ...route.wrappers]) {
        if (pair.file !== undefined) this.#used.add(pair.file);
        if (pair.server !== undefined) this.#used.add(pair.server);
      }
      this.#add(route.file, route.id, route.server);
    }
  }

  uses(file: string): boolean {
    return this.#used.has(file);
  }

  in(parent: string): readonly Page[] {
    return this.#byParent.get(parent) ?? [];
  }

  /** The page that a companion of `blog.tsx` meant if there is `blog/index.tsx`, and the other way around. */
  otherForm({ parent, stem }: Intended): Page | undefined {
    const index = this.in(`${parent}${stem}/`).find((page) => page.stem === "index" && !page.server);
    if (index || stem !== "index" || parent === "") return index;
    const slash = parent.lastIndexOf("/", parent.length - 2) + 1;
    const name = parent.slice(slash, -1);
    return this.in(parent.slice(0, slash)).find((page) => page.stem === name && !page.server);
  }

  #add(file: string, id: string, server: string | undefined): void {
    const path = file.slice(this.directory.length + 1);
    const slash = path.lastIndexOf("/") + 1;
    const parent = path.slice(0, slash);
    // Extensions of pages may have dots in them: the id says where the name ends.
    const isIndex = id === `/${withoutGroups(parent).slice(0, -1).normalize("NFC")}`;
    const stem = isIndex ? "index" : id.slice(id.lastIndexOf("/") + 1);
    const page = { file, stem, parent, companion: `${this.directory}/${parent}${stem}.server.ts`, server };
    const known = this.#byParent.get(parent);
    if (known) known.push(page);
    else this.#byParent.set(parent, [page]);
  }
}

/** Of a routed file's directory, with a slash at its end. */
function withoutGroups(parent: string): string {
  const names = parent.split("/").filter((name) => !isGroupName(name));
  return names.join("/");
}

/** Without what a reader overlooks: case, spaces, underscores and hyphens. */
function plainName(name: string): string {
  return name.replace(/[\s_-]/g, "").toLowerCase();
}
