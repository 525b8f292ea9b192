import { hasUnroutedDirectory, isGroupName } from "./directory-names.ts";

/** What a file of the pages directory is. Companions go with the component of the same directory and stem. */
type Role = "page" | "endpoint" | "error" | "wrapper" | "companion";

export interface RoutedFile {
  role: Role;
  /** Relative to the project root, with `/`, spelled as on disk. */
  file: string;
  /** Names of the directories below the pages directory, in Unicode's NFC. */
  directories: string[];
  /** Those that are segments of the URL: all but layout groups. */
  urlDirectories: string[];
  /** The name without its extension, and for a companion without `.server`; in NFC. */
  stem: string;
}

export interface ClassifyOptions {
  /** The pages directory, relative to the project root. */
  directory: string;
  /** Extensions of pages beside `.tsx` and `.jsx`, for example `.mdx`. */
  extensions?: string[];
  /** The layout groups (see `findGroups`). Without it there are none. */
  groups?: ReadonlySet<string>;
}

const COMPONENT_EXTENSIONS = [".tsx", ".jsx"];
const SCRIPT_EXTENSIONS = [".ts", ".js"];
const COMPANION_EXTENSIONS = [...SCRIPT_EXTENSIONS, ...COMPONENT_EXTENSIONS];
const UNROUTED_INFIXES = new Set(["server", "client", "test", "spec", "d"]);

/**
 * Decides by its path what a file of the pages directory is. Only these rules decide what is routed: the content of a
 * file does not matter.
 *
 * @param path relative to the pages directory, with `/`
 * @returns `undefined` for a file that is not routed
 */
export function classify(path: string, options: ClassifyOptions): RoutedFile | undefined {
  const names = path.split("/");
  const file = `${options.directory}/${path}`;
  const name = names.pop() ?? "";
  if (name.startsWith(".") || hasUnroutedDirectory(names, options.groups)) return undefined;
  const pageExtensions = [...COMPONENT_EXTENSIONS, ...(options.extensions ?? [])];
  const extension = longestExtension(name, [...pageExtensions, ...SCRIPT_EXTENSIONS]);
  if (extension === undefined) return undefined;
  const directories = names.map((directory) => directory.normalize("NFC"));
  const urlDirectories = directories.filter((directory) => !isGroupName(directory));
  const { stem, infix } = splitInfix(name.slice(0, -extension.length).normalize("NFC"));
  const isPage = pageExtensions.includes(extension);
  const role =
    infix === undefined
      ? roleOf({ directories, urlDirectories, stem }, isPage)
      : infix === "server" && COMPANION_EXTENSIONS.includes(extension)
        ? "companion"
        : undefined;
  return role && { role, file, directories, urlDirectories, stem };
}

function longestExtension(name: string, extensions: string[]): string | undefined {
  const fitting = extensions.filter((extension) => name.endsWith(extension));
  return fitting.sort((a, b) => b.length - a.length)[0];
}

/**
 * Splits `x.server` into `x` and `server`. Infixes without a meaning (`sitemap.xml`) stay in the stem. Only `server` may
 * have capital letters, because it also keeps files from the browser.
 */
function splitInfix(stem: string): { stem: string; infix?: string } {
  const dot = stem.lastIndexOf(".");
  const written = stem.slice(dot + 1);
  const infix = written.toLowerCase() === "server" ? "server" : written;
  return dot > 0 && UNROUTED_INFIXES.has(infix) ? { stem: stem.slice(0, dot), infix } : { stem };
}

function roleOf(
  { directories, urlDirectories, stem }: Pick<RoutedFile, "directories" | "urlDirectories" | "stem">,
  isPage: boolean,
): Role | undefined {
  if (stem === "__root") return isPage && directories.length === 0 ? "wrapper" : undefined;
  if (stem === "__layout") return isPage ? "wrapper" : undefined;
  if (stem.startsWith("__")) return undefined;
  if (urlDirectories[0] === "api" || !isPage) return "endpoint";
  return stem === "404" || stem === "500" ? "error" : "page";
}
