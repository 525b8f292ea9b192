import tailwindcss from "@tailwindcss/vite";
import react, { type Options as ReactOptions } from "@vitejs/plugin-react";
import type { PluginOption } from "vite";
import { ImportEdges } from "./assets/import-edges.ts";
import { type BunsenOptions, checkOptions } from "./context/options.ts";
import { PluginContext } from "./context/plugin-context.ts";
import { DevState } from "./dev/dev-state.ts";
import { withLastingErrors } from "./dev/lasting-errors.ts";
import { assetUrlsPlugin } from "./plugins/asset-urls.ts";
import { browserLocationsPlugin } from "./plugins/browser-locations.ts";
import { buildAppPlugin } from "./plugins/build-app.ts";
import { buildReportPlugin } from "./plugins/build-report.ts";
import { clientFilePlugin } from "./plugins/client-file.ts";
import { commonJsNamesPlugin } from "./plugins/commonjs-names.ts";
import { componentNamesPlugin } from "./plugins/component-names.ts";
import { configPlugin } from "./plugins/config.ts";
import { defaultNamesPlugin } from "./plugins/default-names.ts";
import { dependencyEntriesPlugin } from "./plugins/dependency-entries.ts";
import { devServerPlugin } from "./plugins/dev-server.ts";
import { foreignImportsPlugin } from "./plugins/foreign-imports.ts";
import { hotUpdatePlugin } from "./plugins/hot-update.ts";
import { importAttributesPlugin } from "./plugins/import-attributes.ts";
import { importMetaPlugin } from "./plugins/import-meta.ts";
import { importsPlugin } from "./plugins/imports.ts";
import { interopPlugin } from "./plugins/interop.ts";
import { lazyStylesPlugin } from "./plugins/lazy-styles.ts";
import { manifestPlugin } from "./plugins/manifest.ts";
import { missingAddonsPlugin } from "./plugins/missing-addons.ts";
import { missingFilesPlugin } from "./plugins/missing-files.ts";
import { namedPackagesPlugin } from "./plugins/named-packages.ts";
import { outputOptionsPlugin } from "./plugins/output-options.ts";
import { ownCommonJsPlugin } from "./plugins/own-commonjs.ts";
import { ownRequirePlugin } from "./plugins/own-require.ts";
import { pageExportsPlugin } from "./plugins/page-exports.ts";
import { previewPlugin } from "./plugins/preview.ts";
import { publicFilesPlugin } from "./plugins/public-files.ts";
import { reactBuiltinsPlugin } from "./plugins/react-builtins.ts";
import { requiredModulesPlugin } from "./plugins/required-modules.ts";
import { serverAssetsPlugin } from "./plugins/server-assets.ts";
import { serverFilesPlugin } from "./plugins/server-files.ts";
import { serverOnlyPlugin } from "./plugins/server-only.ts";
import { serverPackagesPlugin } from "./plugins/server-packages.ts";
import { serverStylesPlugin } from "./plugins/server-styles.ts";
import { sourcePathsPlugin } from "./plugins/source-paths.ts";
import { staticMarkupPlugin } from "./plugins/static-markup.ts";
import { styleFilesPlugin } from "./plugins/style-files.ts";
import { tailwindSourcesPlugin } from "./plugins/tailwind-sources.ts";
import { testFilesPlugin } from "./plugins/test-files.ts";
import { typesPlugin } from "./plugins/types.ts";
import { unimportedFilesPlugin } from "./plugins/unimported-files.ts";
import { urlFilesPlugin } from "./plugins/url-files.ts";
import { virtualModulesPlugin } from "./plugins/virtual-modules.ts";
import { BuildState } from "./production/build-state.ts";

export { build, compile, inspect } from "./commands/commands.ts";
export type { CompileOptions } from "./context/compile-options.ts";
export type { BunsenOptions } from "./context/options.ts";
export type {
  Manifest,
  ManifestFile,
  ManifestModule,
  ManifestPackage,
  ManifestRoute,
  ModuleSide,
  Place,
  StaticConfig,
} from "./manifest/types.ts";

export type { OutputFile } from "./production/output-files.ts";

/**
 * The Vite plugin: server-rendered React pages from `src/pages`, with React and Tailwind included.
 *
 * @throws {BunsenPluginError} for an unknown option
 */
export function bunsen(options: BunsenOptions = {}): PluginOption[] {
  checkOptions(options);
  const context = new PluginContext(options);
  const build = new BuildState(options);
  const dev = new DevState();
  const importEdges = new ImportEdges();
  const commonJsNames = commonJsNamesPlugin(context);
  const browserPlugins = () => [
    serverOnlyPlugin(context, importEdges),
    urlFilesPlugin(context, importEdges, dev.urlFiles),
    interopPlugin(),
    browserLocationsPlugin(),
    importAttributesPlugin(context),
    importMetaPlugin(context),
    commonJsNames,
  ];
  return [
    configPlugin(context, browserPlugins),
    dependencyEntriesPlugin(context),
    serverOnlyPlugin(context, importEdges),
    foreignImportsPlugin(context),
    interopPlugin(),
    browserLocationsPlugin(),
    ownCommonJsPlugin(),
    ownRequirePlugin(context),
    importAttributesPlugin(context),
    importMetaPlugin(context),
    sourcePathsPlugin(context),
    unimportedFilesPlugin(context, dev),
    testFilesPlugin(context),
    pageExportsPlugin(context),
    clientFilePlugin(context),
    componentNamesPlugin(context),
    missingFilesPlugin(context),
    importsPlugin(context),
    urlFilesPlugin(context, importEdges, dev.urlFiles),
    assetUrlsPlugin(context, build),
    reactBuiltinsPlugin(),
    requiredModulesPlugin(build.serverPackages),
    serverPackagesPlugin(context, build.serverPackages),
    missingAddonsPlugin(context),
    namedPackagesPlugin(context, build.serverPackages),
    serverFilesPlugin(context, build),
    serverStylesPlugin(),
    serverAssetsPlugin(context, build),
    virtualModulesPlugin(context, build),
    typesPlugin(context),
    devServerPlugin(context, dev),
    hotUpdatePlugin(context, dev),
    publicFilesPlugin(build),
    previewPlugin(),
    manifestPlugin(context, build.facts),
    lazyStylesPlugin(context, build),
    outputOptionsPlugin(),
    styleFilesPlugin(context, build.facts.styleFiles),
    staticMarkupPlugin(context, build),
    buildReportPlugin(),
    commonJsNames,
    defaultNamesPlugin(),
    buildAppPlugin(context, build),
    options.react === false ? [] : react(reactOptions(options)),
    options.tailwind === false
      ? []
      : [tailwindSourcesPlugin(context, build), withLastingErrors(tailwindcss())],
  ];
}

/** Pages of other extensions are components, too: they are refreshed and compiled as all others. */
function reactOptions({ react: given, pageExtensions = [] }: BunsenOptions): ReactOptions {
  const own = given || {};
  if (own.include !== undefined || pageExtensions.length === 0) return own;
  return { ...own, include: [/\.[tj]sx?$/, ...pageExtensions.map((extension) => `**/*${extension}`)] };
}
