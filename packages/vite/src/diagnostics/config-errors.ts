import { suggestionFor } from "@bunsen/runtime/internal/suggest";
import { BunsenPluginError } from "./plugin-error.ts";

/** Errors in the configuration. */
export const configErrors = {
  manualChunks: () =>
    new BunsenPluginError(
      "OUTPUT_OPTIONS",
      "build.rolldownOptions.output.manualChunks is no function, and Vite's bundler takes nothing else. Write a function, or use " +
        "output.codeSplitting.groups.",
    ),
  serverAssetNames: (environment: string) =>
    new BunsenPluginError(
      "OUTPUT_OPTIONS",
      `environments.${environment} sets output.assetFileNames, but a file has the same URL in HTML and in scripts. ` +
        "Set build.rolldownOptions.output.assetFileNames, which both sides follow.",
    ),
  severalOutputs: () =>
    new BunsenPluginError(
      "OUTPUT_OPTIONS",
      "build.rolldownOptions.output is a list, but pages are built once. Set it to one object.",
    ),
  unknownOption: (where: string, name: string, known: readonly string[]) => {
    const hint = suggestionFor(name, known);
    return new BunsenPluginError("UNKNOWN_OPTION", `${where} has no option "${name}". ${hint}`);
  },
  invalidOption: (name: string, value: unknown, expected: string) =>
    new BunsenPluginError(
      "INVALID_OPTION",
      `The option ${name} is ${JSON.stringify(value) ?? String(value)}. Set it to ${expected}.`,
    ),
  invalidGlobalVar: (name: string) =>
    new BunsenPluginError(
      "INVALID_OPTION",
      `bunsen({ globalVars }) has "${name}", which is not an identifier. Use a name such as API_URL.`,
    ),
  noPlugin: (root: string) =>
    new BunsenPluginError(
      "NO_PLUGIN",
      `The Vite config of ${root} has no bunsen(). Add it: export default { plugins: [bunsen()] };`,
    ),
  noConfig: (root: string) =>
    new BunsenPluginError(
      "NO_CONFIG",
      `There is no Vite config in ${root}. Create vite.config.ts there: import { bunsen } from "@bunsen/vite"; ` +
        "export default { plugins: [bunsen()] };",
    ),
  noConfigFile: (file: string) =>
    new BunsenPluginError("NO_CONFIG", `There is no Vite config ${file}. Correct the path after --config.`),
  noDirectory: (directory: string) =>
    new BunsenPluginError(
      "NO_DIRECTORY",
      `There is no directory ${directory}. Name the directory of the app, or run the command there without a name.`,
    ),
  secondCopy: (plugin: string, option: string) =>
    new BunsenPluginError(
      "SECOND_COPY",
      `${plugin} is in your Vite config twice: bunsen() already includes it. ` +
        `Remove yours and use bunsen({ ${option}: … }), or pass bunsen({ ${option}: false }).`,
    ),
  /** @param file relative to Vite's root */
  postcssTailwind: (file: string) =>
    new BunsenPluginError(
      "POSTCSS_TAILWIND",
      `${file} names Tailwind's plugin for PostCSS, but bunsen() already includes Tailwind 4, which also adds vendor prefixes. ` +
        "Remove tailwindcss and autoprefixer there, or the file if nothing else is in it. To use your own Tailwind: " +
        "bunsen({ tailwind: false }).",
    ),
  relativeBase: (base: string) =>
    new BunsenPluginError(
      "RELATIVE_BASE",
      `Vite's base is ${JSON.stringify(base)}, but pages need a fixed path. Set it to a path such as "/shop/".`,
    ),
  preview: (directory: string) =>
    new BunsenPluginError(
      "PREVIEW",
      `"vite preview" serves files only, and pages need their server. Run "bunsen start", or "bun ${directory}/server/index.js".`,
    ),
  watchedBuild: () =>
    new BunsenPluginError(
      "WATCHED_BUILD",
      'A build cannot watch for changes. Use "bunsen dev", or leave build.watch and --watch out.',
    ),
};
