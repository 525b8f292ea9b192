import { isAbsolute, join, posix, resolve } from "node:path";
import {
  type BuildEnvironmentOptions,
  createRunnableDevEnvironment,
  defaultAllowedOrigins,
  normalizePath,
  type Plugin,
  type PluginOption,
  type ResolvedConfig,
  type UserConfig,
} from "vite";
import { ensureBun } from "../bun/ensure-bun.ts";
import { EnvironmentFiles } from "../bun/environment-files.ts";
import type { PluginContext } from "../context/plugin-context.ts";
import { postcssTailwind } from "../context/postcss-tailwind.ts";
import { ModuleEvaluator } from "../dev/module-evaluator.ts";
import { configErrors } from "../diagnostics/config-errors.ts";
import { isDocument } from "../routes/document.ts";
import { serverNamePatterns } from "../routes/server-name.ts";
import { VIRTUAL } from "../routes/virtual-ids.ts";
import { locationsPlugin } from "./browser-locations.ts";
import { documentImportsPlugin } from "./document-imports.ts";
import { interopDependenciesPlugin } from "./interop.ts";
import { serverOnlyDependenciesPlugin } from "./server-only-dependencies.ts";

/** Packages that server code, pages and the framework must share one copy of. */
const SHARED = ["react", "react-dom", "@bunsen/runtime"];

/** Belongs to a test's module graph, so that `vi.mock` reaches what it loads. Only tests load it. */
const TEST_SUPPORT = /[\\/]@bunsen[\\/]vite[\\/]dist[\\/]testing[\\/]/;

/** Vite's own list: setting `server.fs.deny` replaces it instead of adding to it. */
const VITE_DENIED = [
  ".env",
  ".env.*",
  "*.{crt,pem,key,p12,pfx,cer,der}",
  ".npmrc",
  ".yarnrc.yml",
  "**/.git/**",
];

const REACT_CHUNK = {
  name: "react",
  // With the few lines that all chunks may need: alone they would cost a request.
  test: /[\\/]node_modules[\\/](react|react-dom|scheduler)[\\/]|^\0rolldown\/runtime/,
};

/** Vite's own limit. With this value, Vite also checks the kind of a file. */
const VITE_INLINE_LIMIT = 4096;

/**
 * Sets Vite up for two environments, on Bun.
 *
 * @param workerPlugins for each worker of browser code, which Vite bundles apart from the pages
 */
export function configPlugin(context: PluginContext, workerPlugins: () => PluginOption[]): Plugin {
  let environmentFiles: EnvironmentFiles | undefined;
  return {
    name: "bunsen:config",
    enforce: "pre",
    async config(user, { command }) {
      await ensureBun();
      // Overrides the shell: a build with development React is several times slower and shows internals.
      if (command === "build") process.env.NODE_ENV = "production";
      if (process.versions.bun !== undefined) {
        environmentFiles = new EnvironmentFiles(process.env, [user.envPrefix ?? "VITE_"].flat());
        environmentFiles.load(process.cwd(), process.env.NODE_ENV ?? "development");
      }
      context.base = baseOf(user);
      return {
        ...sharedConfig(context, user, command === "build"),
        worker: { plugins: workerPlugins },
      };
    },
    configResolved(config) {
      context.config = config;
      neverInlineServerFiles(context, config);
      environmentFiles?.unhide();
      const names = config.plugins.map((plugin) => plugin.name);
      if (isTwice(names, "vite:react-refresh"))
        throw configErrors.secondCopy("@vitejs/plugin-react", "react");
      if (isTwice(names, "@tailwindcss/vite:scan"))
        throw configErrors.secondCopy("@tailwindcss/vite", "tailwind");
      if (context.options.tailwind === false) return;
      const postcss = postcssTailwind(config.css, config.root);
      if (postcss !== undefined) {
        throw configErrors.postcssTailwind(
          isAbsolute(postcss) ? context.relative(postcss) : `${postcss} of the Vite config`,
        );
      }
    },
  };
}

/** A file that is inlined into a script or stylesheet is not visible in the bundle, where the wall looks for it. */
function neverInlineServerFiles(context: PluginContext, { environments }: ResolvedConfig): void {
  const { client } = environments;
  if (!client) return;
  const limit = client.build.assetsInlineLimit;
  client.build.assetsInlineLimit = (file, content) => {
    if (context.isServerFile(context.relative(file))) return false;
    if (typeof limit === "function") return limit(file, content);
    return limit === VITE_INLINE_LIMIT ? undefined : content.length < limit;
  };
}

/**
 * What the paths of the app's URLs start with. A base on another host is only for what a build makes: the app is at `/`.
 *
 * @throws {BunsenPluginError} if it is relative: pages need a fixed path
 */
function baseOf({ base = "/" }: UserConfig): string {
  if (base === "" || base.startsWith(".")) throw configErrors.relativeBase(base);
  return isElsewhere(base) ? "/" : posix.join("/", base, "/");
}

function isElsewhere(base: string): boolean {
  return URL.canParse(base) || base.startsWith("//");
}

function isTwice(names: string[], name: string): boolean {
  return names.indexOf(name) !== names.lastIndexOf(name);
}

function sharedConfig(context: PluginContext, user: UserConfig, isBuild: boolean): UserConfig {
  const outDir = user.build?.outDir ?? "dist";
  const root = normalizePath(resolve(user.root ?? ""));
  const { ssr } = user.environments ?? {};
  const documents = (context.options.pageExtensions ?? []).filter(isDocument);
  const documentPlugins = documents.length > 0 ? [documentImportsPlugin(documents)] : [];
  return {
    appType: "custom",
    // Otherwise, the default import of a package in CommonJS depends on the `type` of the app's package.json.
    ...(!isBuild && { legacy: { inconsistentCjsInterop: true } }),
    // Vite would serve development below the path of another host.
    ...(!isBuild && isElsewhere(user.base ?? "/") && { base: "/" }),
    define: { ...defines(context), ...(isBuild && { __BUNSEN_BASE__: JSON.stringify(context.base) }) },
    // Aliases of a tsconfig work in the editor, so they have to work here.
    resolve: { dedupe: ["react", "react-dom"], tsconfigPaths: user.resolve?.tsconfigPaths ?? true },
    server: {
      // The app responds to OPTIONS requests, as in production.
      cors: user.server?.cors ?? { origin: defaultAllowedOrigins, preflightContinue: true },
      fs: { deny: [...(user.server?.fs?.deny ?? VITE_DENIED), ...serverNamePatterns(root)] },
    },
    // Both builds share one context: the server build reads what the client build made.
    builder: { sharedConfigBuild: true, sharedPlugins: true },
    environments: {
      client: {
        build: {
          outDir: join(outDir, "client"),
          // Vite would copy dotfiles and the targets of links. The public-files plugin copies the files instead.
          copyPublicDir: false,
          sourcemap: user.build?.sourcemap ?? "hidden",
          // React changes less often than the app: visitors keep it from one release to the next.
          rolldownOptions: {
            checks: { pluginTimings: false },
            output: { codeSplitting: { groups: [REACT_CHUNK] }, sourcemapDebugIds: true },
          },
        },
        optimizeDeps: {
          entries: [
            `${context.pagesDirectory}/**/*.{tsx,jsx}`,
            ...documents.map((extension) => `${context.pagesDirectory}/**/*${extension}`),
            "src/client.{ts,tsx,js,jsx}",
            ...serverNamePatterns(root).map((pattern) => `!${pattern}`),
          ],
          // The scan for packages does not know the files of other plugins.
          extensions: documents,
          rolldownOptions: {
            plugins: [
              serverOnlyDependenciesPlugin(context),
              interopDependenciesPlugin(),
              locationsPlugin(),
              ...documentPlugins,
            ],
            moduleTypes: { ".cts": "ts" },
          },
          include: [
            "react",
            "react-dom",
            "react-dom/client",
            "react/jsx-runtime",
            "react/jsx-dev-runtime",
            "@bunsen/runtime",
            "@bunsen/runtime/internal/asset-url",
            "@bunsen/runtime/internal/base-path",
            "@bunsen/runtime/internal/client-file",
            "@bunsen/runtime/internal/hot",
            "@bunsen/runtime/internal/navigation",
            "@bunsen/runtime/internal/navigation-by-document",
            "@bunsen/runtime/internal/recover",
            "@bunsen/runtime/internal/start-page",
          ],
        },
      },
      ssr: serverEnvironment(outDir, isBuild, { ...user.build, ...ssr?.build }),
      ...(isBuild && { worker: workerEnvironment(outDir, { ...user.build, ...ssr?.build }) }),
    },
  };
}

/** `globalVars` as Vite's own option takes them: text of an expression by identifier. */
function defines({ options }: PluginContext): Record<string, string> {
  const entries = Object.entries(options.globalVars ?? {});
  return Object.fromEntries(entries.map(([name, value]) => [name, JSON.stringify(value)]));
}

/** What server code starts by `new Worker(…)` is built as the server is, one script after the other. */
function workerEnvironment(outDir: string, user: BuildEnvironmentOptions) {
  const { dev: _, ...environment } = serverEnvironment(outDir, true, user);
  return {
    ...environment,
    consumer: "server" as const,
    build: { ...environment.build, emptyOutDir: false },
  };
}

const BUILD_DEFINES = {
  "process.env.NODE_ENV": '"production"',
  // Bun would compile the build machine's directory into an executable.
  __dirname: "import.meta.dirname",
  __filename: "import.meta.filename",
};

/** As Bun itself resolves, which loads packages in development and those that stay files. */
const CONDITIONS = ["bun", "node", "node-addons"];
const RESOLUTION = { conditions: CONDITIONS, externalConditions: CONDITIONS, mainFields: [] };

function serverEnvironment(outDir: string, isBuild: boolean, user: BuildEnvironmentOptions) {
  return {
    define: isBuild ? BUILD_DEFINES : {},
    resolve: isBuild
      ? { ...RESOLUTION, noExternal: true as const }
      : { ...RESOLUTION, external: SHARED, noExternal: [TEST_SUPPORT] },
    build: {
      outDir: join(outDir, "server"),
      emptyOutDir: true,
      copyPublicDir: false,
      // Left out of Vite's server builds; our plugin puts them where they belong.
      emitAssets: true,
      target: "esnext",
      minify: user.minify ?? true,
      sourcemap: user.sourcemap ?? true,
      rolldownOptions: {
        input: { app: VIRTUAL.app },
        // Advice for authors of plugins, which on a busy machine appears in any build.
        checks: { pluginTimings: false },
        external: [/^bun(:|$)/],
        // Serialisers, registries and databases know classes and functions by their names.
        output: { entryFileNames: "[name].js", codeSplitting: false, keepNames: true },
      },
    },
    dev: {
      createEnvironment: (name: string, config: Parameters<typeof createRunnableDevEnvironment>[1]) =>
        // Under Bun the default does not map the frames of the module runner.
        createRunnableDevEnvironment(name, config, {
          // Its "connected" line means nothing to a user.
          runnerOptions: {
            sourcemapInterceptor: "prepareStackTrace",
            hmr: { logger: false },
            evaluator: new ModuleEvaluator(() => config.root),
          },
        }),
    },
  };
}
