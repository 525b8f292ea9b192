import { readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { parseSync } from "vite";
import { slashed } from "../util/paths.ts";
import { MODULES } from "./package-root.ts";

const SCRIPT = /\.c?[jt]s$/;

/** What CommonJS cannot do without; nearly no ES module has one of these. */
const COMMONJS = /\bmodule\.exports\b|\bexports\s*[.[=)]|\brequire\s*\(|\(\s*exports\b/;

const REQUIRED = /\brequire\s*\(\s*(["'])([^"'\n]+)\1\s*\)/g;

interface Known {
  changed: number;
  isCommonJs: boolean;
}

/** Scripts in CommonJS outside of `node_modules`: the app's own, and those of linked packages. */
export class OwnCommonJs {
  readonly #known = new Map<string, Known>();

  /**
   * Whether a file is such a script.
   *
   * @param file absolute, without a query
   */
  has(file: string): boolean {
    if (!SCRIPT.test(file) || slashed(file).includes(`/${MODULES}`)) return false;
    const changed = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
    if (changed === undefined) return false;
    const known = this.#known.get(file);
    if (known?.changed === changed) return known.isCommonJs;
    const isCommonJs = isWrittenAsCommonJs(file);
    this.#known.set(file, { changed, isCommonJs });
    return isCommonJs;
  }

  /** The file and such scripts that it requires, also indirectly. */
  graph(file: string, found = new Set<string>()): Set<string> {
    if (found.has(file)) return found;
    found.add(file);
    const { resolve } = createRequire(file);
    for (const [, , specifier = ""] of readFileSync(file, "utf8").matchAll(REQUIRED)) {
      const required = resolved(resolve, specifier);
      if (required !== undefined && this.has(required)) this.graph(required, found);
    }
    return found;
  }
}

/** What is not there fails when it is required, with the runtime's own message. */
function resolved(resolve: NodeJS.RequireResolve, specifier: string): string | undefined {
  try {
    return slashed(resolve(specifier));
  } catch {
    return undefined;
  }
}

/**
 * Whether a script is in CommonJS, by what it contains.
 *
 * @param file absolute, without a query
 */
export function isWrittenAsCommonJs(file: string): boolean {
  if (!SCRIPT.test(file)) return false;
  const code = readFileSync(file, "utf8");
  if (!COMMONJS.test(code)) return false;
  if (!/\.c[jt]s$/.test(file) && isOfModulePackage(file)) return false;
  return !parseSync(file, code).module.hasModuleSyntax;
}

/** Whether a file's package says that its scripts are ES modules: then Bun ignores `__esModule` in its CommonJS. */
export function isOfModulePackage(file: string): boolean {
  for (let current = dirname(file); ; current = dirname(current)) {
    const manifest = `${current}/package.json`;
    if (statSync(manifest, { throwIfNoEntry: false })) return readType(manifest) === "module";
    if (dirname(current) === current) return false;
  }
}

function readType(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8")).type;
  } catch {
    // Vite says what is wrong with it.
    return undefined;
  }
}
