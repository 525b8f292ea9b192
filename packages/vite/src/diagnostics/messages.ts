import { suggestionFor } from "@bunsen/runtime/internal/suggest";

/** A message as it is shown: with its code, by which `docs/errors.md` says more. */
export function coded(code: string, message: string): string {
  return `${message} [${code}]`;
}

/** A mistake that the user can mend: the message is all there is to say, so it carries no stack. */
export class BunsenPluginError extends Error {
  readonly #code: string;
  /** @param shown the message with the code, where that does not stand at its end */
  constructor(code: string, message: string, shown = coded(code, message)) {
    super(shown);
    this.name = "Bunsen";
    this.#code = code;
    this.stack = "";
  }

  /** Not a field: whoever prints the error would print it beside the message, which ends with it. */
  get code(): string {
    return this.#code;
  }
}

/** Every error the plugin and the commands can give: what happened, where, what to do. */
export const messages = {
  unknownOption: (where: string, name: string, known: readonly string[]) => {
    const hint = suggestionFor(name, known);
    return new BunsenPluginError("UNKNOWN_OPTION", `${where} has no option "${name}". ${hint}`);
  },
  invalidOption: (name: string, value: unknown, expected: string) =>
    new BunsenPluginError(
      "INVALID_OPTION",
      `The option ${name} is ${JSON.stringify(value) ?? String(value)}. Set it to ${expected}.`,
    ),
  missingValue: (command: string, flag: string) =>
    new BunsenPluginError("MISSING_VALUE", `${flag} of ${command} needs a value: ${flag} <value>.`),
  unexpectedValue: (command: string, flag: string, value: string) =>
    new BunsenPluginError("UNEXPECTED_VALUE", `${flag} of ${command} takes no value, and has "${value}".`),
  unexpectedParameter: (command: string, parameter: string) =>
    new BunsenPluginError(
      "UNEXPECTED_PARAMETER",
      `${command} does not know what to do with "${parameter}". See "${command} --help".`,
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
    new BunsenPluginError("NO_CONFIG", `There is no Vite config ${file}. Mend the path after --config.`),
  noDirectory: (directory: string) =>
    new BunsenPluginError(
      "NO_DIRECTORY",
      `There is no directory ${directory}. Name the one that holds the app, or leave it out in that directory itself.`,
    ),
  secondCopy: (plugin: string, option: string) =>
    new BunsenPluginError(
      "SECOND_COPY",
      `${plugin} is in your Vite config twice: bunsen() brings it already. ` +
        `Remove yours and use bunsen({ ${option}: … }), or pass bunsen({ ${option}: false }).`,
    ),
  relativeBase: (base: string) =>
    new BunsenPluginError(
      "RELATIVE_BASE",
      `Vite's base is ${JSON.stringify(base)}, but pages have to know where they are. Set it to a path such as "/shop/".`,
    ),
  noBun: () =>
    new BunsenPluginError(
      "NO_BUN",
      'Bunsen runs on Bun, and none was found. Install it into the project with "npm install --save-dev bun".',
    ),
  notBun: () =>
    new BunsenPluginError(
      "NOT_BUN",
      "Bunsen runs on Bun, and this program runs on Node. Start it with Bun: bun --bun <program>.",
    ),
  testWithoutBun: () =>
    new BunsenPluginError(
      "TEST_WITHOUT_BUN",
      "createApp() runs your app, which needs Bun, and this test runs on Node. Start Vitest on Bun: bun --bun vitest run.",
    ),
  testWithoutPlugin: () =>
    new BunsenPluginError(
      "TEST_WITHOUT_PLUGIN",
      "createApp() works in a Vitest test whose Vite config has bunsen(): a vitest.config.ts of your own needs it in its plugins, too.",
    ),
  testEnvironment: () =>
    new BunsenPluginError(
      "TEST_ENVIRONMENT",
      'createApp() runs your server, and this test runs in an imitation of a browser. Begin its file with "// @vitest-environment node".',
    ),
  noVite: () =>
    new BunsenPluginError(
      "NO_VITE",
      'Bunsen is a plugin of Vite, and none was found. Install it into the project with "npm install --save-dev vite".',
    ),
  oldBun: (version: string) =>
    new BunsenPluginError(
      "OLD_BUN",
      `Bunsen needs Bun 1.4 or newer, and this is Bun ${version}. Run "bun upgrade", or "npm install --save-dev bun@latest".`,
    ),
  markupDiffers: (differences: readonly string[]) =>
    new BunsenPluginError(
      "MARKUP_DIFFERS",
      `Ready markup is not what React makes of these pages:\n\n  ${differences.join("\n\n  ")}\n\n` +
        "Build with bunsen({ staticMarkup: false }) until this is mended, and report it with the component.",
    ),
  noPages: (directory: string) =>
    new BunsenPluginError(
      "NO_PAGES",
      `There are no pages in ${directory}. Create ${directory}/index.tsx with a component as its default export.`,
    ),
  pageProblems: (problems: readonly { code: string; message: string; hint: string }[]) => {
    const lines = problems.map(({ code, message, hint }) => coded(code, `${message} ${hint}`));
    return new BunsenPluginError("PAGE_PROBLEMS", "", lines.join("\n"));
  },
  /** @param error what the runtime says of it, with its code */
  refusedByRuntime: ({ code, message }: { code: string; message: string }) =>
    new BunsenPluginError(code, "", message),
  pageExport: (where: string, problem: string) =>
    new BunsenPluginError("PAGE_EXPORT", `${where}: ${problem}`),
  clientExport: (file: string, name: string) =>
    new BunsenPluginError(
      "CLIENT_EXPORT",
      `${file} exports ${name}, which nothing calls. Did you mean "onError"? That is the only export with a meaning: ` +
        "export const onError: OnClientError = (error, info) => { … };",
    ),
  /** @param failure what the page's own error says, which may have a code of its own */
  prerender: (failure: string) =>
    new BunsenPluginError("PRERENDER", failure, /\[[A-Z_]+\]$/.test(failure) ? failure : undefined),
  watchedBuild: () =>
    new BunsenPluginError(
      "WATCHED_BUILD",
      'A build cannot watch for changes. Use "bunsen dev", or leave build.watch and --watch out.',
    ),
  publicProblems: (problems: readonly { message: string; hint: string }[]) =>
    new BunsenPluginError(
      "PUBLIC_FILES",
      problems.map(({ message, hint }) => `${message} ${hint}`).join("\n"),
    ),
  publicFileTaken: (path: string) =>
    new BunsenPluginError(
      "PUBLIC_FILES",
      `The build makes a file ${path}, and public/${path} would take its place. Rename the one in public/.`,
    ),
  noDefaultExport: (file: string) =>
    new BunsenPluginError(
      "NO_DEFAULT_EXPORT",
      `${file} has no default export. A page needs a component: add "export default function Page() { … }".`,
    ),
  noHandler: (file: string) =>
    new BunsenPluginError(
      "NO_HANDLER",
      `${file} is an endpoint by its name but exports no request handler. Export "default", "handler" or a ` +
        `method such as "GET"; a helper needs a name that is not routed, such as "__helper.ts" or "helper.server.ts".`,
    ),
  serverOnly: (what: string, chain: readonly string[]) =>
    new BunsenPluginError(
      "SERVER_ONLY",
      `${what} cannot reach the browser, but browser code imports it:\n\n` +
        chain.map((file, index) => `${"  ".repeat(index + 1)}${index > 0 ? "→ " : ""}${file}`).join("\n") +
        "\n\nUse it in a companion (<page>.server.ts) and hand the result to the page as props, " +
        'or import only its types ("import type").',
    ),
  /** @param name of the file, as styles and URLs say it */
  serverFileInBundle: (file: string, name: string) =>
    new BunsenPluginError(
      "SERVER_ONLY",
      `${file} cannot reach the browser, but the build would publish it. Look for "${name}" in styles, in ` +
        "new URL(…, import.meta.url) of browser code and in imports of URLs, and take it out there.",
    ),
  notAsked: (file: string) =>
    new BunsenPluginError(
      "NOT_SERVED",
      `${file} is not served: no browser code imports it. Import it where it is needed, or put it into public/.`,
    ),
  notServed: (file: string) =>
    new BunsenPluginError("NOT_SERVED", `${file} is server code and is never served to a browser.`),
  invalidGlobalVar: (name: string) =>
    new BunsenPluginError(
      "INVALID_OPTION",
      `bunsen({ globalVars }) has "${name}", which is no identifier. Use a name such as API_URL.`,
    ),
  unresolved: (specifier: string, importer: string, reason: string) =>
    new BunsenPluginError(
      "UNRESOLVED",
      `${importer} imports "${specifier}", which cannot be resolved: ${reason}. Install it or mend the import; ` +
        "for something that may be missing, import it inside of try { … }.",
    ),
  twoVersions: (first: string, second: string) =>
    new BunsenPluginError(
      "TWO_VERSIONS",
      `${first} and ${second} cannot both lie in dist/server/node_modules. Make your package manager install one of them.`,
    ),
  invalidData: (file: string, error: unknown) =>
    new BunsenPluginError(
      "INVALID_DATA",
      `${file} cannot be imported: ${error instanceof Error ? error.message : String(error)}. Mend the file, ` +
        'or import its text with "?raw".',
    ),
  noBuild: (directory: string) =>
    new BunsenPluginError("NO_BUILD", `There is no build in ${directory}. Run "bunsen build" first.`),
  unknownTarget: (name: string, known: readonly string[]) => {
    const hint = suggestionFor(name, known);
    return new BunsenPluginError("UNKNOWN_TARGET", `Bun does not compile for "${name}". ${hint}`);
  },
  unknownHost: (os: string, arch: string) =>
    new BunsenPluginError(
      "UNKNOWN_HOST",
      `Bun does not compile for this machine (${os} ${arch}). Name a target, such as --target linux-x64.`,
    ),
  wrongExecutable: (target: string) =>
    new BunsenPluginError(
      "WRONG_EXECUTABLE",
      `Bun made a file that is no executable for ${target}. Remove Bun's cache ("bun pm cache rm") and compile again.`,
    ),
  smokeFailed: (artefact: string, failures: readonly string[]) =>
    new BunsenPluginError(
      "SMOKE_TEST",
      `The smoke test of ${artefact} failed:\n${failures.map((failure) => `- ${failure}`).join("\n")}\n` +
        "Mend it, or turn the test off with bunsen({ smokeTest: false }).",
    ),
  profileNeedsBytecode: () =>
    new BunsenPluginError(
      "PROFILE",
      "A profile lays bytecode out, and bytecode is off. Turn one of profile and bytecode: false off.",
    ),
  oneTarget: (flag: string) =>
    new BunsenPluginError("ONE_TARGET", `${flag} is for one target: give --target once.`),
  noContainer: (target: string) =>
    new BunsenPluginError(
      "NO_CONTAINER",
      `There are no container images for ${target}. Choose a Linux target, such as --target linux-x64.`,
    ),
  foreignAddon: (addon: string, target: string) =>
    new BunsenPluginError(
      "FOREIGN_ADDON",
      `The native addon ${addon} is not for ${target}, so that no executable for it can be made here. ` +
        `Install the package's build for ${target}, or compile on such a machine.`,
    ),
  notEmbeddable: (packages: readonly { name: string; version: string; reason: string }[]) =>
    new BunsenPluginError(
      "NOT_EMBEDDABLE",
      `These packages cannot be put into an executable: ${packages.map(describeUnbundled).join(", ")}. ` +
        "Ship dist/ instead (it has them in dist/server/node_modules and runs with Bun alone), " +
        "or replace them by something that needs no files of its own, such as bun:sqlite or a WebAssembly build.",
    ),
  compileFailed: (file: string, error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    const way = wayOut(systemCode(error, reason));
    return new BunsenPluginError(
      "COMPILE",
      `${file} could not be made: ${reason.replace(/\.$/, "")}. ${way}`.trim(),
    );
  },
  nothingToInspect: (path: string, error: unknown) => {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ENOENT" || code === "ENOTDIR") {
      return new BunsenPluginError(
        "NOTHING_TO_INSPECT",
        `There is nothing at ${path}. Run "bunsen build" first, or name a build or an executable: bunsen inspect <path>.`,
      );
    }
    const reason = error instanceof Error ? error.message : String(error);
    return new BunsenPluginError(
      "NOTHING_TO_INSPECT",
      `${path} cannot be read: ${reason}. Look at its permissions.`,
    );
  },
  noManifest: (directory: string) =>
    new BunsenPluginError(
      "NO_MANIFEST",
      `${directory} has no bunsen.json, so it is no build of Bunsen, or one that was not finished. ` +
        'Run "bunsen build", or name its directory: bunsen inspect <path>.',
    ),
  notInspectable: (path: string) =>
    new BunsenPluginError(
      "NOT_INSPECTABLE",
      `${path} has no manifest of Bunsen in it. Name the directory of a build, or an executable that "bunsen compile" made.`,
    ),
  damagedManifest: (path: string) =>
    new BunsenPluginError(
      "DAMAGED_MANIFEST",
      `The manifest in ${path} is damaged. Copy the file once more from where it was made, or make it again.`,
    ),
  cutExecutable: (path: string) =>
    new BunsenPluginError(
      "CUT_EXECUTABLE",
      `${path} is shorter than it says itself, as after a copy that broke off. Copy it once more, or make it again with "bunsen compile".`,
    ),
  newerManifest: (path: string) =>
    new BunsenPluginError(
      "NEWER_MANIFEST",
      `The manifest in ${path} has a form that this version of Bunsen does not know. Inspect it with the version that made it.`,
    ),
  changedFiles: (directory: string, files: readonly string[]) => {
    const more = files.length > 3 ? ` and ${files.length - 3} more` : "";
    return new BunsenPluginError(
      "CHANGED_FILES",
      `${directory} is not what it was when it was built: ${files.slice(0, 3).join(", ")}${more} changed or is gone, so the ` +
        'manifest is not true of it. Run "bunsen build" again.',
    );
  },
  oneFormat: (one: string, other: string) =>
    new BunsenPluginError("ONE_FORMAT", `bunsen inspect prints one thing at a time: ${one} or ${other}.`),
  noSource: (path: string) =>
    new BunsenPluginError(
      "NO_SOURCE",
      `${path} does not hold its server code, which was too large for it. Look into server/app.js of the build that it was made of.`,
    ),
  unknownCommand: (name: string, known: readonly string[]) => {
    const hint = suggestionFor(name, known);
    return new BunsenPluginError("UNKNOWN_COMMAND", `bunsen has no command "${name}". ${hint}`);
  },
};

/** What a build prints and goes on. */
export const warnings = {
  smokeTest: (artefact: string, warning: string) =>
    `${coded("SMOKE_WARNING", `Smoke test of ${artefact}`)}: ${warning}`,
  markupUnsteady: (paths: readonly string[]) =>
    coded(
      "MARKUP_UNSTEADY",
      `Not compared, because React alone makes something else of them each time (a time, a random number): ${paths.join(", ")}.`,
    ),
  markupUnanswered: (paths: readonly string[]) =>
    coded("MARKUP_UNANSWERED", `Not compared, because they were not answered in time: ${paths.join(", ")}.`),
  markupUnnamed: (routes: readonly string[]) =>
    coded(
      "MARKUP_UNNAMED",
      `Not compared, because the build knows no path of them: ${routes.join(", ")}. ` +
        'Name some: bunsen({ smokeTest: { paths: ["/…"] } }).',
    ),
  publicFileSkipped: (path: string) =>
    coded("PUBLIC_FILE_SKIPPED", `${path} is neither a file nor a directory, and is left out.`),
};

const REASONS: Record<string, string> = {
  addon: "a native addon that needs its libraries",
  files: "reads files of its own",
  option: "named in bunsen({ external })",
};

function describeUnbundled({ name, version, reason }: { name: string; version: string; reason: string }) {
  return `${name}@${version} (${REASONS[reason] ?? reason})`;
}

/** Bun's own messages only end with the code of a system error. */
function systemCode(error: unknown, message: string): unknown {
  if (error instanceof Error && "code" in error && error.code !== undefined) return error.code;
  return /\b(EACCES|EPERM|EROFS|ENOENT|ENOSPC|EDQUOT)\b/.exec(message)?.[1];
}

/** What to do about a system error while an executable is written. */
function wayOut(code: unknown): string {
  switch (code) {
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return "Nothing may be written there: choose another place with --outfile.";
    case "ENOENT":
      return "Create the directory, or choose another place with --outfile.";
    case "ENOSPC":
    case "EDQUOT":
      return "The disk is full: an executable takes about 120 MB. Make room, or choose another place with --outfile.";
    default:
      return "";
  }
}
