import { readFileSync } from "node:fs";
import { copyFile, lstat, mkdir } from "node:fs/promises";
import { dirname, join, parse } from "node:path";
import type { NodeFileTraceReasons } from "@vercel/nft";
import { buildErrors } from "../diagnostics/build-errors.ts";
import { slashed } from "../util/paths.ts";
import { MODULES, type PackageRoot, packageOf } from "./package-root.ts";

/** The conditions with which Bun resolves at run time, besides "import" and "require": these depend on who asks. */
const CONDITIONS = ["bun", "node", "production"];

/** Files that packages read only for what servers of pages do not use. */
const UNUSED = [
  // Read by the service that describes channels, which an app would have to add to a gRPC server.
  /\/node_modules\/@grpc\/grpc-js\/proto\//,
];

/** `require("url").pathToFileURL(__filename)`, `createRequire(__filename)`, `` `file:${__filename}` `` */
const OWN_PLACE =
  /\b(?:pathToFileURL|createRequire)\s*\(\s*__filename\s*\)|["'`]file:(?:\/\/)?(?:\$\{|["']\s*\+\s*)__filename/g;

const BASE = parse(process.cwd()).root;

/** A package that has to stay as files, and why. */
export interface UnbundledPackage extends PackageRoot {
  reason: "addon" | "files" | "option";
  /** How it comes into the bundle: a file of the app, and the packages in between. */
  chain?: readonly string[];
}

/**
 * Of modules that seem to look for files near them, finds the packages that really do: those read files of their own,
 * or load native addons that need their place.
 *
 * @param modules absolute paths with forward slashes, as Vite's ids are
 * @param isBundled whether the bundle has a file, or needs none of it
 */
export async function findUnbundled(
  modules: ReadonlySet<string>,
  isBundled: (file: string, isAddon: boolean) => boolean,
): Promise<UnbundledPackage[]> {
  if (modules.size === 0) return [];
  const { reasons } = await trace([...modules]);
  const found = new Map<string, UnbundledPackage>();
  for (const [path, { type }] of reasons) {
    const file = slashed(join(BASE, path));
    const isAddon = isNative(file);
    if ((!isAddon && !type.includes("asset")) || UNUSED.some((unused) => unused.test(file))) continue;
    if (isBundled(file, isAddon) || (modules.has(file) && !readsItself(file))) continue;
    for (const owner of ownersOf(path, reasons, modules)) {
      if (found.get(owner.directory)?.reason === "addon") continue;
      found.set(owner.directory, { ...owner, reason: isAddon ? "addon" : "files" });
    }
  }
  return [...found.values()];
}

/**
 * Whether a script does something with its own file, beyond saying where it is: bundlers write that into the CommonJS that they
 * make of `import.meta.url`.
 */
function readsItself(file: string): boolean {
  return /\b__filename\b|\bimport\.meta\.filename\b/.test(
    readFileSync(file, "utf8").replaceAll(OWN_PLACE, ""),
  );
}

/** Up from a file, the packages of the first of these modules on every way. */
function ownersOf(
  path: string,
  reasons: NodeFileTraceReasons,
  modules: ReadonlySet<string>,
  seen = new Set<string>(),
): PackageRoot[] {
  if (seen.has(path)) return [];
  seen.add(path);
  const file = slashed(join(BASE, path));
  if (modules.has(file)) return [packageOf(file) ?? []].flat();
  return [...(reasons.get(path)?.parents ?? [])].flatMap((parent) =>
    ownersOf(parent, reasons, modules, seen),
  );
}

function isNative(file: string): boolean {
  return /\.(node|dylib|dll)$|\.so(\.\d+)*$/.test(file);
}

/**
 * Copies everything that these entries of packages need into `node_modules` of a directory.
 *
 * @param entries absolute paths of files in `node_modules`
 * @throws {BunsenPluginError} if two versions of a package would have the same path
 */
export async function copyTraced(entries: ReadonlySet<string>, directory: string): Promise<void> {
  if (entries.size === 0) return;
  const { fileList } = await trace([...entries]);
  const sources = new Map<string, string>();
  for (const path of fileList) {
    const source = join(BASE, path);
    if (!packageOf(source) || !(await lstat(source)).isFile()) continue;
    const target = placeOf(source);
    const other = sources.get(target);
    if (other !== undefined) throw buildErrors.twoVersions(labelOf(other), labelOf(source));
    sources.set(target, source);
  }
  for (const [target, source] of sources) {
    await mkdir(dirname(join(directory, target)), { recursive: true });
    await copyFile(source, join(directory, target));
  }
}

function labelOf(file: string): string {
  const found = packageOf(file);
  return found ? `${found.name}@${found.version}` : file;
}

/**
 * Where a file of a package goes, relative to the server's directory, with forward slashes. Nested packages stay nested;
 * the stores of pnpm and Bun are laid flat.
 *
 * @param file absolute, with slashes of either kind
 */
export function placeOf(file: string): string {
  const path = slashed(file);
  const first = path.indexOf(MODULES);
  const rest = path.slice(first + MODULES.length);
  return MODULES + (rest.startsWith(".") ? path.slice(path.lastIndexOf(MODULES) + MODULES.length) : rest);
}

async function trace(files: string[]) {
  // Imported here, because the development server does not need it.
  const { nodeFileTrace } = await import("@vercel/nft");
  return nodeFileTrace(files, { base: BASE, processCwd: BASE, conditions: CONDITIONS });
}
