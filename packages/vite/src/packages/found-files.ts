import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join, posix } from "node:path";

/** A call in a CommonJS module, and the file that it finds. */
export interface FoundFile {
  start: number;
  end: number;
  /** Absolute. */
  file: string;
}

/** `__dirname`, or a directory near it. */
const DIRECTORY = String.raw`(?:__dirname|[\w$]+\.(?:join|resolve)\(\s*__dirname\s*((?:,\s*(?:"[^"]*"|'[^']*')\s*)*)\))`;

const BUILDS = /\brequire\(\s*["'](node-gyp-build(?:-optional-packages)?)["']\s*\)/;

const WEB_ASSEMBLY =
  /(?<![\w$.])[\w$]+\.(?:join|resolve)\(\s*__dirname\s*((?:,\s*(?:"[^"]*"|'[^']*')\s*)*,\s*(?:"[^"]*\.wasm"|'[^']*\.wasm')\s*)\)/g;

/** `join(__dirname, "lib", "worker.js")`, which is not loaded at once. */
const STARTED =
  /(?<!\b(?:require|import)\(\s*)(?<![\w$.])(?:[\w$]+\.)?(?:join|resolve)\(\s*__dirname\s*((?:,\s*(?:"[^"]*"|'[^']*')\s*)*,\s*(?:"[^"]*\.[cm]?js"|'[^']*\.[cm]?js')\s*)\)/g;

/**
 * The addon that a module finds with `node-gyp-build`, for the system that builds: `require("node-gyp-build")(__dirname)`.
 *
 * @param file of the module, absolute
 */
export function findAddons(code: string, file: string): FoundFile[] {
  return findAddonCalls(code, file).flatMap(({ start, end, addon }) =>
    addon === undefined ? [] : [{ start, end, file: addon }],
  );
}

/** A call that finds an addon. */
export interface AddonCall {
  start: number;
  end: number;
  /** Absolute; nothing if the package has none for this system. */
  addon: string | undefined;
}

/** The calls by which a module finds its addon, also those that find none. */
export function findAddonCalls(code: string, file: string): AddonCall[] {
  const [, finder] = BUILDS.exec(code) ?? [];
  if (finder === undefined) return [];
  const variable = new RegExp(
    String.raw`\b(?:const|let|var)\s+([\w$]+)\s*=\s*${BUILDS.source}\s*(?!\s*\()`,
  ).exec(code);
  const callee = variable ? `(?:${RegExp.escape(variable[1] ?? "")}|${BUILDS.source})` : BUILDS.source;
  const calls = new RegExp(String.raw`(?<![\w$.])${callee}\s*\(\s*(${DIRECTORY})\s*\)`, "g");
  return [...code.matchAll(calls)].map((call) => ({
    start: call.index,
    end: call.index + call[0].length,
    addon: addonIn(finder, directoryOf(file, call.at(-1)), file),
  }));
}

/** WebAssembly that a module reads from its own package: `path.join(__dirname, "parser.wasm")`. */
export function findWebAssembly(code: string, file: string): FoundFile[] {
  return findJoined(WEB_ASSEMBLY, code, file);
}

/** Scripts that a module names by their path, to start workers from them: `join(__dirname, "lib", "worker.js")`. */
export function findStarted(code: string, file: string): FoundFile[] {
  return findJoined(STARTED, code, file);
}

function findJoined(pattern: RegExp, code: string, file: string): FoundFile[] {
  return [...code.matchAll(pattern)].map((call) => ({
    start: call.index,
    end: call.index + call[0].length,
    file: directoryOf(file, call[1]),
  }));
}

/** @param parts text of the parameters behind `__dirname`, with a comma before each */
function directoryOf(file: string, parts = ""): string {
  const names = [...parts.matchAll(/"([^"]*)"|'([^']*)'/g)].map(
    ([, double, single]) => double ?? single ?? "",
  );
  return join(posix.dirname(file), ...names);
}

/** Nothing if the package has no build for this system. */
function addonIn(finder: string, directory: string, file: string): string | undefined {
  try {
    const { path } = createRequire(file)(finder) as { path?: (directory: string) => string };
    const addon = path?.(directory);
    return addon !== undefined && existsSync(addon) ? addon : undefined;
  } catch {
    return undefined;
  }
}

/** Whether an addon finds its libraries by its own location: in ELF and in Mach-O. */
export function needsItsPlace(addon: Buffer): boolean {
  return ["$ORIGIN", "@loader_path", "@rpath/lib"].some((mark) => addon.includes(mark));
}
