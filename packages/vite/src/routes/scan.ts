import { segmentFault } from "@bunsen/runtime/internal/path";
import { PatternError, parsePattern, patternKey } from "@bunsen/runtime/internal/pattern";
import type {
  ErrorRoute,
  ModulePair,
  Route,
  RouteTable,
  Segment,
} from "@bunsen/runtime/internal/route-table";
import { type ClassifyOptions, classify, type RoutedFile } from "./classify.ts";
import { compareText, duplicateModules, type Problem, sortProblems, withoutConflicts } from "./conflicts.ts";
import { findGroups, groupOf } from "./groups.ts";
import { mistakenCompanions } from "./mistaken-companions.ts";
import { isServerName } from "./server-name.ts";

export interface ScanResult {
  /** Free of conflicts, so that it can be used despite problems: it contains the first of files in conflict. */
  table: RouteTable;
  problems: Problem[];
  /** Sentences about files that may be mistaken. */
  warnings: string[];
  /** Directories in parentheses that are no layout group, relative to the pages directory. */
  unroutedDirectories: string[];
}

/**
 * Makes the route table of a pages directory (SPEC chapter 2). The result depends on the set of files only, not on
 * their order.
 *
 * @param files paths relative to the pages directory
 */
export function scanPages(files: readonly string[], options: Omit<ClassifyOptions, "groups">): ScanResult {
  const problems: Problem[] = [];
  const { groups, others } = findGroups(files, options);
  const routed = [...new Set(files)]
    .map((file) => classify(file, { ...options, groups }))
    .filter((file) => file !== undefined)
    .sort((a, b) => compareText(a.file, b.file));
  const modules = new Modules(routed, problems);
  const routes: Route[] = [];
  const errors: ErrorRoute[] = [];
  for (const file of routed) {
    const route = makeRoute(file, modules, problems);
    if (route?.kind === "error") errors.push(route);
    else if (route) routes.push(route);
  }
  const table = {
    routes: withoutConflicts(routes, (route) => patternKey(route.segments), problems),
    errors: withoutConflicts(errors, errorKey, problems),
  };
  const mistakes = mistakenCompanions([...new Set(files)].sort(compareText), table, {
    directory: options.directory,
    groups,
  });
  return {
    table,
    problems: sortProblems([...problems, ...mistakes.problems]),
    warnings: mistakes.warnings,
    unroutedDirectories: others,
  };
}

/** Each group may have error pages of its own. */
function errorKey({ segments, status, group = "" }: ErrorRoute): string {
  return `${patternKey(segments)} ${status} ${group}`;
}

/** Nothing for a file that only belongs to others, and for a file with a problem. */
function makeRoute(file: RoutedFile, modules: Modules, problems: Problem[]): Route | ErrorRoute | undefined {
  if (file.role === "companion" || file.role === "wrapper") return undefined;
  const id = routeId(file);
  if (file.role !== "endpoint" && isServerName(file.file)) {
    const message = `${file.file} would be the page ${id}, but files with .server in their name, or in that of a directory, stay on the server.`;
    const hint = "Rename it, or make it the server file of a page: <page>.server.ts.";
    problems.push({ code: "INVALID_NAME", message, files: [file.file], hint });
    return undefined;
  }
  const segments = checkedSegments(file, id, problems);
  if (!segments) return undefined;
  if (file.role === "endpoint") return { kind: "endpoint", id, segments, file: file.file };
  const parts = { id, file: file.file, ...modules.companion(file), wrappers: modules.wrappers(file) };
  if (file.role === "page") return { kind: "page", ...parts, segments };
  const status = file.stem === "404" ? 404 : 500;
  const group = groupOf(file.file);
  return {
    kind: "error",
    ...parts,
    status,
    segments: segments.slice(0, -1),
    ...(group !== undefined && { group }),
  };
}

/** `/blog/[slug]`, without layout groups; an error page's own is `/admin/404` or `/(app)/404`. */
function routeId({ role, directories, urlDirectories, stem }: RoutedFile): string {
  return pathOf(role === "error" ? directories : urlDirectories, stem);
}

function pathOf(directories: readonly string[], stem: string): string {
  return `/${(stem === "index" ? directories : [...directories, stem]).join("/")}`;
}

/** The pattern of a file, or nothing and a problem. */
function checkedSegments(file: RoutedFile, id: string, problems: Problem[]): Segment[] | undefined {
  for (const name of [...file.directories, file.stem]) {
    const reason = nameFault(name);
    if (reason === undefined) continue;
    const message = `${file.file}: the name ${JSON.stringify(name)} has ${reason}, which a URL cannot carry safely.`;
    const hint = "Rename it, or start its name with __ if it is not a route.";
    problems.push({ code: "INVALID_NAME", message, files: [file.file], hint });
    return undefined;
  }
  if (id.endsWith("/index")) {
    const message = `${file.file} would be the route ${id}, but a path that ends with /index is never a route.`;
    const hint = "Rename the directory, or move the file one directory up to be the index there.";
    problems.push({ code: "RESERVED_ROUTE", message, files: [file.file], hint });
    return undefined;
  }
  try {
    return parsePattern(pathOf(file.urlDirectories, file.stem));
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    const message = `${file.file} is not a route: ${error.message}`;
    problems.push({ code: "INVALID_PATTERN", message, files: [file.file], hint: error.hint });
    return undefined;
  }
}

function nameFault(name: string): string | undefined {
  const forbidden = /[*:?#%]/.exec(name);
  return forbidden ? `the character ${forbidden[0]}` : segmentFault(name);
}

/** Components and companions by directory and stem. */
class Modules {
  readonly #components = new Map<string, string[]>();
  readonly #companions = new Map<string, string[]>();
  readonly #wrappers = new Map<string, ModulePair[]>();
  readonly #problems: Problem[];
  readonly #reported = new Set<string[]>();

  constructor(routed: RoutedFile[], problems: Problem[]) {
    this.#problems = problems;
    for (const { role, directories, stem, file } of routed) {
      if (role !== "companion" && role !== "wrapper") continue;
      const modules = role === "companion" ? this.#companions : this.#components;
      const key = moduleKey(directories, stem);
      const known = modules.get(key);
      if (known) known.push(file);
      else modules.set(key, [file]);
    }
  }

  /** `{ server }` if the file has a companion. */
  companion({ directories, stem }: Pick<RoutedFile, "directories" | "stem">): { server?: string } {
    const server = this.#only(this.#companions.get(moduleKey(directories, stem)));
    return server === undefined ? {} : { server };
  }

  /** The root and the layouts around a file, from the outside in. */
  wrappers({ directories }: RoutedFile): ModulePair[] {
    const key = directories.join("/");
    let chain = this.#wrappers.get(key);
    if (!chain) {
      const pairs = [this.#wrapper([], "__root")];
      for (let depth = 0; depth <= directories.length; depth++) {
        pairs.push(this.#wrapper(directories.slice(0, depth), "__layout"));
      }
      chain = pairs.filter((pair) => pair !== undefined);
      this.#wrappers.set(key, chain);
    }
    return chain;
  }

  #wrapper(directories: string[], stem: string): ModulePair | undefined {
    const file = this.#only(this.#components.get(moduleKey(directories, stem)));
    const companion = this.companion({ directories, stem });
    if (file === undefined) return companion.server === undefined ? undefined : companion;
    return { file, ...companion };
  }

  /** The first of several files for one purpose; more than one is a problem. */
  #only(files: string[] | undefined): string | undefined {
    if (files && files.length > 1 && !this.#reported.has(files)) {
      this.#reported.add(files);
      this.#problems.push(duplicateModules(files));
    }
    return files?.[0];
  }
}

function moduleKey(directories: string[], stem: string): string {
  return [...directories, stem].join("/");
}
