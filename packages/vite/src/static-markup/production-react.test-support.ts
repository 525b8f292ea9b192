import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import * as hook from "@bunsen/runtime/internal/react-hook";
import * as markup from "@bunsen/runtime/internal/static-markup";
import type { ReactNode } from "react";
import { transformWithOxc } from "vite";
import type { AppReact } from "./app-react.ts";
import { askReact, type ReactAttributes } from "./attribute-writers.ts";
import { HOOK_MODULE, withTemplates } from "./react-server.ts";
import { readCompiled, staticMarkup } from "./transform.ts";

const require = createRequire(import.meta.url);

interface ReactServer {
  renderToString(node: ReactNode): string;
  renderToStaticMarkup(node: ReactNode): string;
}

interface StreamServer {
  renderToPipeableStream(
    node: ReactNode,
    options: {
      onAllReady?(): void;
      onShellReady?(): void;
      onShellError(error: unknown): void;
      onError(error: unknown): void;
    },
  ): { pipe(destination: NodeJS.WritableStream): void };
}

/** What the tests run in, whatever NODE_ENV says: React as it is in a build, with and without our call in it. */
export interface ProductionReact {
  modules: Record<string, Record<string, unknown>>;
  react: AppReact;
  attributes: ReactAttributes;
  /** As React ships it. */
  plain: ReactServer & StreamServer;
  /** With the call that lets elements write themselves. */
  patched: ReactServer & StreamServer;
}

/** The packages of the newest React that is supported, and of the oldest. */
export const REACTS = {
  newest: { react: "react", dom: "react-dom" },
  oldest: { react: "react-oldest", dom: "react-dom-oldest" },
};

export function loadProductionReact(packages = REACTS.newest): ProductionReact {
  const react = load(packages.react, "react.production.js", {});
  const dom = load(packages.dom, "react-dom.production.js", { react });
  const jsxRuntime = load(packages.react, "react-jsx-runtime.production.js", { react });
  const server = (patch: boolean) => {
    const given = { react, "react-dom": dom, [HOOK_MODULE]: { ...hook } };
    return {
      ...load(packages.dom, "react-dom-server.bun.production.js", given, patch),
      ...load(packages.dom, "react-dom-server-legacy.browser.production.js", given, patch),
    } as unknown as ReactServer & StreamServer;
  };
  const [plain, patched] = [server(false), server(true)];
  const asked = { createElement: react.createElement, renderToString: plain.renderToString } as AppReact;
  return {
    modules: {
      react,
      "react-dom": dom,
      "react/jsx-runtime": jsxRuntime,
      "@bunsen/runtime/internal/static-markup": { ...markup },
    },
    react: asked,
    attributes: askReact(asked),
    plain,
    patched,
  };
}

type Module = Record<string, unknown>;

function load(name: string, file: string, given: Record<string, Module>, patch = false): Module {
  const path = join(dirname(require.resolve(`${name}/package.json`)), "cjs", file);
  const code = readFileSync(path, "utf8");
  const patched = patch ? withTemplates(code) : code;
  if (patched === undefined) throw new Error(`${file} has no place for the call`);
  const exports: Module = {};
  new Function("require", "exports", patched)((id: string) => given[id] ?? require(id), exports);
  return exports;
}

/**
 * Compiles a module as a build does, once as it is and once with compiled markup, and runs both. `other` is `flat` again,
 * for another renderer: React leaves a context as a boundary that failed had it, until the same renderer's next render.
 */
export async function bothWays(
  source: string,
  react: ProductionReact,
): Promise<{ plain: Module; flat: Module; other: Module; code: string }> {
  const { code } = await transformWithOxc(source, "page.tsx", { jsx: { runtime: "automatic" }, lang: "tsx" });
  const flat = edited(code, react) ?? code;
  return { plain: run(code, react), flat: run(flat, react), other: run(flat, react), code: flat };
}

function edited(code: string, { attributes }: ProductionReact): string | undefined {
  const module = readCompiled(code, "page.tsx");
  return module && staticMarkup(module, attributes).edited?.code;
}

/** Runs a module whose imports all stand at its head. */
function run(code: string, { modules }: ProductionReact): Module {
  const body = code
    .replace(/import\s*\{([^}]*)\}\s*from\s*"([^"]+)";/g, (_, names: string, from: string) => {
      return `const {${names.replaceAll(" as ", ": ")}} = modules[${JSON.stringify(from)}];`;
    })
    .replace(/export\s*\{([^}]*)\};?/, "return {$1};");
  return new Function("modules", body)(modules);
}
