import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { environmentErrors } from "../diagnostics/environment-errors.ts";
import { locateApp } from "./app-location.ts";
import type { Command } from "./command.ts";
import { CONFIG_FLAG, type Flags, type ParsedFlags } from "./flags.ts";

/** Flags of `vite` and `vite build` alike. */
const SHARED = {
  config: CONFIG_FLAG,
  base: { type: "string", value: "path", help: "public base path (default: /)" },
  logLevel: {
    type: "string",
    short: "l",
    value: "level",
    help: "info, warn, error or silent (default: info)",
  },
  clearScreen: { type: "boolean", help: "clear the screen when logging (default); --no-clearScreen" },
  configLoader: {
    type: "string",
    value: "loader",
    help: "how the config is read: bundle, runner or native (default: bundle)",
  },
  debug: { type: "string", short: "d", optional: true, value: "topic", help: "debug logs of Vite" },
  filter: { type: "string", short: "f", value: "text", help: "only logs that contain this text" },
} satisfies Flags;

/** The development server: Vite's own command. */
export const dev: Command = {
  usage: "bunsen dev [root]",
  summary: 'starts the development server with hot reload, like "vite"',
  parameters: 1,
  flags: {
    host: {
      type: "string",
      optional: true,
      help: "address to listen on, or all of them (default: localhost)",
    },
    port: { type: "string", value: "number", help: "port (default: 5173)" },
    strictPort: { type: "boolean", help: "exit if the port is in use, instead of trying the next one" },
    open: { type: "string", optional: true, value: "path", help: "open a browser" },
    cors: { type: "boolean", help: "allow pages of other sites to read responses" },
    force: { type: "boolean", help: "optimize the dependencies again" },
    mode: { type: "string", short: "m", help: "Vite mode (default: development)" },
    ...SHARED,
  },
  examples: [
    ["bunsen dev", "on http://localhost:5173"],
    ["bunsen dev --host --port 3000", "for other machines as well, on port 3000"],
  ],
  run: (parsed, parameters) => runVite("dev", parsed, parameters),
};

/** A build: Vite's own command. */
export const build: Command = {
  usage: "bunsen build [root]",
  summary: 'builds client and server into dist/, like "vite build"',
  parameters: 1,
  flags: {
    outDir: { type: "string", value: "directory", help: "output directory (default: dist)" },
    assetsDir: {
      type: "string",
      value: "directory",
      help: "directory below it for hashed files (default: assets)",
    },
    emptyOutDir: { type: "boolean", help: "empty the directory first, even if it is outside of the root" },
    target: { type: "string", help: "oldest browsers to build for (default: baseline-widely-available)" },
    assetsInlineLimit: {
      type: "string",
      value: "bytes",
      help: "smaller files are inlined (default: 4096)",
    },
    sourcemap: {
      type: "string",
      optional: true,
      value: "kind",
      help: "true, false, inline or hidden (default: hidden)",
    },
    minify: {
      type: "string",
      optional: true,
      value: "minifier",
      help: "true, false, oxc, terser or esbuild (default: oxc)",
    },
    manifest: { type: "string", optional: true, value: "name", help: "write Vite's own manifest as well" },
    ssrManifest: {
      type: "string",
      optional: true,
      value: "name",
      help: "write Vite's own manifest for servers as well",
    },
    profile: { type: "string", optional: true, value: "name", help: "record a profile of the build" },
    "verify-markup": {
      type: "boolean",
      help: "compare every page with what React renders; for paths of dynamic routes see smokeTest",
    },
    verbose: { type: "boolean", help: "list every file that is written, with its size" },
    mode: { type: "string", short: "m", help: "Vite mode (default: production)" },
    ...SHARED,
  },
  examples: [
    ["bunsen build", "into dist/, which is self-contained"],
    ["bunsen build --mode staging --outDir build", "with .env.staging, into build/"],
  ],
  run: (parsed, parameters) => {
    // Vite does not know these flags; the plugin reads these variables.
    if (parsed.values["verify-markup"]) process.env.BUNSEN_VERIFY_MARKUP = "1";
    if (parsed.values.verbose) process.env.BUNSEN_VERBOSE = "1";
    const isOurs = (parameter: string) => /^--(no-)?(verify-markup|verbose)$/.test(parameter);
    return runVite(
      "build",
      parsed,
      parameters.filter((parameter) => !isOurs(parameter)),
    );
  },
};

/** In this process, so that `bunsen dev` and `vite` cannot differ. */
async function runVite(command: "dev" | "build", parsed: ParsedFlags, parameters: string[]): Promise<void> {
  const { root = "." } = locateApp(parsed);
  const bin = findVite(resolve(root)) ?? findVite(import.meta.dirname);
  if (bin === undefined) throw environmentErrors.noVite();
  process.argv = [process.argv[0] ?? "bun", bin, command, ...parameters];
  await import(bin);
}

/** Not by `require.resolve`: without installed packages, Bun would use one from its cache. */
function findVite(directory: string): string | undefined {
  const bin = join(directory, "node_modules", "vite", "bin", "vite.js");
  if (existsSync(bin)) return bin;
  return dirname(directory) === directory ? undefined : findVite(dirname(directory));
}
