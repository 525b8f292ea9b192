import type { Plugin, Rolldown } from "vite";
import type { StyleFiles } from "../assets/style-files.ts";
import type { PluginContext } from "../context/plugin-context.ts";
import { buildWarnings } from "../diagnostics/build-warnings.ts";
import { isStyle } from "../manifest/styles.ts";
import { routeIdOfClientEntry } from "../routes/virtual-ids.ts";

/** Makes the order of styles in a build that of the imports, as in development. */
export function styleFilesPlugin(context: PluginContext, files: StyleFiles): Plugin[] {
  const shared = {
    apply: "build",
    applyToEnvironment: ({ name }) => name === "client",
  } satisfies Partial<Plugin>;
  return [
    {
      ...shared,
      name: "bunsen:style-chunks",
      config: () => ({
        environments: {
          client: {
            build: { rolldownOptions: { output: { codeSplitting: { groups: [styleGroup(files)] } } } },
          },
        },
      }),
      renderStart() {
        // One file has one order.
        if (!this.environment.config.build.cssCodeSplit) return;
        const entries = new Map<string, boolean>();
        // Each look-up copies the lists of a module, and modules are below many entries.
        const imports = new Map<string, readonly string[]>();
        for (const id of this.getModuleIds()) {
          const info = this.getModuleInfo(id);
          if (!info) continue;
          imports.set(id, info.importedIds);
          if (info.isEntry || info.dynamicImporters.length > 0) entries.set(id, !info.isEntry);
        }
        files.plan(entries, { importsOf: (id) => imports.get(id) ?? [], isStyle });
      },
      generateBundle: {
        order: "pre",
        handler: (_options, bundle) => files.record(bundle, isStyle),
      },
    },
    {
      ...shared,
      name: "bunsen:style-order",
      // After Vite has made stylesheets, and before it makes the code that loads them.
      enforce: "post",
      generateBundle(_options, bundle) {
        files.arrange(bundle, this.environment.config.build.cssCodeSplit);
        for (const { entry, first, second } of files.conflicts()) {
          this.warn(
            buildWarnings.styleOrder(
              shownEntry(context, entry),
              context.relative(first),
              context.relative(second),
            ),
          );
        }
      },
    },
  ];
}

function shownEntry(context: PluginContext, id: string): string {
  return routeIdOfClientEntry(id.replace(/^\0/, "")) ?? context.relative(id);
}

/** For the bundler: splits stylesheets where the order demands it. */
function styleGroup(files: StyleFiles): Rolldown.CodeSplittingGroup {
  return { name: (id) => files.chunkNames.get(id) ?? null, test: isStyle };
}
