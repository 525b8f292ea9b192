import { createRequire } from "node:module";

/** A module in CommonJS as ES modules import it. */
interface CommonJsModule {
  named: Record<string, unknown>;
  default: unknown;
}

/**
 * Loads a script in CommonJS by the runtime itself, with the default export that the runtime gives it.
 *
 * @param file absolute
 * @param ofModulePackage whether its package says that scripts are ES modules
 */
export function requireCommonJs(file: string, ofModulePackage: boolean): CommonJsModule {
  const exports: unknown = createRequire(file)(file);
  return { named: namedOf(exports), default: ofModulePackage ? exports : defaultOf(exports) };
}

/** The names by the runtime's rule: properties of its own, but no hidden getters. */
function namedOf(exports: unknown): Record<string, unknown> {
  const named = {};
  if (!isObject(exports)) return named;
  for (const [name, { enumerable = false, get }] of Object.entries(
    Object.getOwnPropertyDescriptors(exports),
  )) {
    if (name === "__esModule" || (!enumerable && get)) continue;
    Object.defineProperty(named, name, { enumerable: true, get: () => exports[name] });
  }
  return named;
}

function defaultOf(exports: unknown): unknown {
  if (!isObject(exports)) return exports;
  const marked = "__esModule" in exports && exports.__esModule;
  return marked && "default" in exports ? exports.default : exports;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}
