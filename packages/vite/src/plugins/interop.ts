import type { Rolldown } from "vite";
import { isOfModulePackage } from "../packages/commonjs.ts";

/** Part of the bundler's helper: the default import of a module in CommonJS depends on who imports it. */
const BY_IMPORTER = "isNodeMode || !mod";

/** Marks the exports of CommonJS whose `__esModule` is to be ignored. */
const MARK = 'Symbol.for("bunsen.commonjs")';

/** A prepared package in CommonJS: Vite reads the default export wherever it is imported. */
const PREPARED = /^export default (require_\w+\(\));$/m;

/** Another part of it, where a namespace gets a property of CommonJS. */
const ENUMERABLE = /enumerable: !\(desc = (\w+)\(from, key\)\) \|\| desc\.enumerable/;

/** Gives Vite, which reads `__esModule` where a package is imported, the namespace that builds and the server have. */
const FOR_VITE = `var __namespaceForVite = (exports) => {
  const namespace = Object.defineProperty({}, "__esModule", { value: true });
  const isObject = (typeof exports === "object" && exports !== null) || typeof exports === "function";
  const own = isObject ? Object.getOwnPropertyDescriptors(exports) : {};
  const isDefault = isObject && exports.__esModule && !exports[${MARK}] && Object.hasOwn(exports, "default");
  for (const name of Object.keys(own)) {
    if (name === "__esModule" || name === "default" || (own[name].get && !own[name].enumerable)) continue;
    Object.defineProperty(namespace, name, { enumerable: true, get: () => exports[name] });
  }
  const get = isDefault ? () => exports.default : () => exports;
  return Object.defineProperty(namespace, "default", { enumerable: true, get });
};
`;

/**
 * Gives a module in CommonJS one default import, by Bun's rule: its `default` if it has one and says that it was an ES
 * module, else what it exports; and always what it exports if its package says that scripts are ES modules. Left to
 * itself, the bundler takes Node's rule where the *importer* is an ES module by its file name or package, which makes an
 * object of each component that a package exports as default.
 */
export function interopPlugin(): Rolldown.Plugin {
  return {
    name: "bunsen:interop",
    transform: {
      filter: { id: /^\0rolldown\/runtime\.js$|\.c[jt]s$/ },
      handler(code, id) {
        if (!id.startsWith("\0")) return isOfModulePackage(id) ? marked(code) : null;
        if (!code.includes(BY_IMPORTER) || !ENUMERABLE.test(code)) {
          throw new Error("bunsen: this version of Vite bundles CommonJS in another way than Bunsen knows");
        }
        const changed = code
          .replace(BY_IMPORTER, `!mod || mod[${MARK}]`)
          .replace(
            ENUMERABLE,
            `enumerable: key !== "__esModule" && (!(desc = $1(from, key)) || desc.enumerable || !desc.get)`,
          );
        return { code: changed, map: null };
      },
    },
  };
}

/** In a function of its own, because the bundler would inline constants by `__esModule`. Lines stay where they are. */
function marked(code: string): { code: string; map: null } | null {
  if (/^\s*(?:import\b(?!\s*[.(])|export\b)/m.test(code)) return null;
  const body = `(function (exports, module) { ${code.replace(/^#!.*/, "")}\n}).call(this, exports, module);`;
  const mark = `Object.isExtensible(module.exports) && Object.defineProperty(module.exports, ${MARK}, { value: true });`;
  return { code: `${body}\n${mark}\n`, map: null };
}

/** The same for packages that Vite prepares for the browser in development. */
export function interopDependenciesPlugin(): Rolldown.Plugin {
  return {
    ...interopPlugin(),
    renderChunk(code) {
      if (!PREPARED.test(code)) return null;
      return { code: code.replace(PREPARED, `${FOR_VITE}export default __namespaceForVite($1);`), map: null };
    },
  };
}
