import { realpathSync } from "node:fs";
import { dirname } from "node:path";
import MagicString from "magic-string";
import type { Plugin } from "vite";
import { withoutQuery } from "../assets/import-edges.ts";
import type { PluginContext } from "../context/plugin-context.ts";
import { buildWarnings } from "../diagnostics/build-warnings.ts";
import { dependencyNames } from "../packages/linked-packages.ts";
import { findInstalled, isInstalled, MODULES, optionalOf, packageNameOf } from "../packages/package-root.ts";
import type { ServerPackages } from "../packages/server-packages.ts";
import { slashed } from "../util/paths.ts";

/** `require(name)`; a method of that name, or one with a literal, is something else. */
const BY_NAME = /(?<![\w$.])require\s*\(\s*(?=[A-Za-z_$])/g;

/** Packages that are loaded by a name which is known only at run time. */
export function namedPackagesPlugin(context: PluginContext, serverPackages: ServerPackages): Plugin[] {
  /** Files of the app, by the names of packages that stand in them as text. */
  const mentioned = new Map<string, string>();
  const warned = new Set<string>();
  let dependencies: ReadonlySet<string> = new Set();
  const plugin = {
    apply: "build",
    applyToEnvironment: (environment) => environment.config.consumer === "server",
  } satisfies Partial<Plugin>;
  return [
    {
      ...plugin,
      name: "bunsen:packages-by-name",
      enforce: "pre",
      buildStart() {
        dependencies = dependencyNames(context.config.root);
      },
      transform: {
        filter: {
          id: { include: /[\\/]node_modules[\\/].*\.c?js$/, exclude: /\0/ },
          code: /\brequire\s*\(\s*[A-Za-z_$]/,
        },
        handler(code, id) {
          const names = [...optionalOf(id)].filter(
            (name) => dependencies.has(name) && isInstalled(name, withoutQuery(id)),
          );
          return names.length > 0 ? withNames(code, names) : null;
        },
      },
    },
    {
      ...plugin,
      name: "bunsen:mentioned-packages",
      transform: {
        filter: { id: { include: /\.[cm]?[jt]sx?$/, exclude: /\0/ } },
        handler(code, id) {
          if (slashed(id).includes(`/${MODULES}`)) return;
          for (const name of dependencies) {
            if ([`"${name}"`, `'${name}'`].some((text) => code.includes(text))) mentioned.set(name, id);
          }
        },
      },
      buildEnd() {
        const files = [...this.getModuleIds()].map(slashed);
        const bundled = new Set(files.map(packageNameOf));
        for (const [name, id] of mentioned) {
          if (
            bundled.has(name) ||
            isAmong(files, name, dirname(withoutQuery(id))) ||
            serverPackages.mayBe(name) ||
            warned.has(name)
          )
            continue;
          warned.add(name);
          context.config.logger.warn(buildWarnings.namedPackage(context.relative(withoutQuery(id)), name));
        }
        mentioned.clear();
      },
    },
  ];
}

/** Whether files are of a package that is linked: its files are named by their own directory. */
function isAmong(files: readonly string[], name: string, from: string): boolean {
  const directory = findInstalled(name, from);
  if (directory === undefined) return false;
  const linked = `${slashed(realpathSync(directory))}/`;
  return files.some((file) => file.startsWith(linked));
}

/** CommonJS in which the bundler sees the packages that `require(name)` may load. */
function withNames(code: string, names: readonly string[]) {
  const edited = new MagicString(code);
  for (const { index, 0: call } of code.matchAll(BY_NAME)) {
    edited.update(index, index + call.length, "__bunsen_require(");
  }
  const cases = names.map((name) => `case ${JSON.stringify(name)}: return require(${JSON.stringify(name)});`);
  edited.append(
    `\nfunction __bunsen_require(name) { switch (name) { ${cases.join(" ")} } return require(name); }\n`,
  );
  return { code: edited.toString(), map: edited.generateMap({ hires: "boundary" }) };
}
