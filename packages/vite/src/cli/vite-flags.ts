import { messages } from "../messages.ts";

const SHARED = [
  "config",
  "base",
  "logLevel",
  "clearScreen",
  "configLoader",
  "debug",
  "filter",
  "mode",
  "help",
];

/** The flags of `vite dev` and `vite build`, which `bunsen dev` and `bunsen build` hand on. */
const FLAGS = {
  dev: [...SHARED, "host", "port", "open", "cors", "strictPort", "force", "experimentalBundle"],
  build: [
    ...SHARED,
    "target",
    "outDir",
    "assetsDir",
    "assetsInlineLimit",
    "sourcemap",
    "minify",
    "manifest",
    "ssrManifest",
    "emptyOutDir",
    "profile",
  ],
} as const;

/**
 * Refuses a flag that Vite does not know, before Vite does so without a suggestion.
 *
 * @throws {BunsenPluginError} naming the nearest known flag
 */
export function checkFlags(command: keyof typeof FLAGS, parameters: readonly string[]): void {
  const known: readonly string[] = FLAGS[command];
  for (const parameter of parameters) {
    if (parameter === "--") return;
    const name = /^--(?:no-)?([^=.]+)/.exec(parameter)?.[1];
    if (name === undefined) continue;
    const camelCase = name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
    if (!known.includes(camelCase)) {
      throw messages.unknownOption(
        `bunsen ${command}`,
        `--${name}`,
        known.map((flag) => `--${flag}`),
      );
    }
  }
}
