import { createRequire } from "node:module";

/** A module in CommonJS as ES modules import it. */
interface CommonJsModule {
  exports: unknown;
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
  return { exports, default: ofModulePackage ? exports : defaultOf(exports) };
}

function defaultOf(exports: unknown): unknown {
  if ((typeof exports !== "object" && typeof exports !== "function") || exports === null) return exports;
  const marked = "__esModule" in exports && exports.__esModule;
  return marked && "default" in exports ? exports.default : exports;
}
