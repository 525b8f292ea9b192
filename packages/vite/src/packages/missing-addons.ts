import { readdirSync } from "node:fs";
import { basename } from "node:path";
import { findAddonCalls } from "./found-files.ts";
import { packageOf } from "./package-root.ts";

/** `require("bindings")("name")`, also of a variable that holds `require("bindings")`. */
const BINDINGS = /\brequire\(\s*["']bindings["']\s*\)/;

/**
 * Whether a module of a package asks for the package's native addon, outside of `try`, and there is none for this system.
 *
 * @param file of the module, absolute
 */
export function lacksAddon(code: string, file: string): boolean {
  const built = findAddonCalls(code, file).some(
    ({ start, addon }) => addon === undefined && !isTried(code, start),
  );
  return (
    built || findBindings(code).some(({ start, name }) => !isTried(code, start) && !hasAddon(file, name))
  );
}

function findBindings(code: string): { start: number; name: string }[] {
  if (!BINDINGS.test(code)) return [];
  const [, variable] =
    new RegExp(String.raw`\b(?:const|let|var)\s+([\w$]+)\s*=\s*${BINDINGS.source}\s*(?!\s*\()`).exec(code) ??
    [];
  const callee =
    variable === undefined ? BINDINGS.source : `(?:${RegExp.escape(variable)}|${BINDINGS.source})`;
  const calls = new RegExp(String.raw`(?<![\w$.])${callee}\s*\(\s*(["'])([^"']+)\1`, "g");
  return [...code.matchAll(calls)].map(({ index, 2: name = "" }) => ({ start: index, name }));
}

/** `bindings` looks in many directories of the package: one of them has the addon, or none. */
function hasAddon(file: string, name: string): boolean {
  const owner = packageOf(file);
  if (!owner) return true;
  const addon = name.endsWith(".node") ? name : `${name}.node`;
  return readdirSync(owner.directory, { recursive: true, encoding: "utf8" }).some(
    (path) => basename(path) === addon,
  );
}

/** Whether a place in the code is in the block of a `try`: then the package does without. */
function isTried(code: string, place: number): boolean {
  let depth = 0;
  for (let at = place - 1; at >= 0; at--) {
    if (code[at] === "}") depth++;
    else if (code[at] === "{" && --depth < 0) {
      if (/\btry\s*$/.test(code.slice(Math.max(0, at - 20), at))) return true;
      depth = 0;
    }
  }
  return false;
}
