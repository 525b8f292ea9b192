import { BunsenPluginError } from "./plugin-error.ts";

/** Errors about imports, and about files that a browser must not have. */
export const importErrors = {
  serverOnly: (what: string, chain: readonly string[]) =>
    new BunsenPluginError(
      "SERVER_ONLY",
      `${what} cannot reach the browser, but browser code imports it:\n\n` +
        chain.map((file, index) => `${"  ".repeat(index + 1)}${index > 0 ? "→ " : ""}${file}`).join("\n") +
        "\n\nUse it in the page's server file (<page>.server.ts) and pass the result to the page as props, " +
        'or import only its types ("import type").',
    ),
  /** @param name of the file, as styles and URLs spell it */
  serverFileInBundle: (file: string, name: string) =>
    new BunsenPluginError(
      "SERVER_ONLY",
      `${file} cannot reach the browser, but the build would publish it. Look for "${name}" in styles, in ` +
        "new URL(…, import.meta.url) of browser code and in imports of URLs, and remove it there.",
    ),
  notImported: (file: string) =>
    new BunsenPluginError(
      "NOT_SERVED",
      `${file} is not served: no browser code imports it. Import it where it is needed, or put it into public/.`,
    ),
  notServed: (file: string) =>
    new BunsenPluginError("NOT_SERVED", `${file} is server code and is never served to a browser.`),
  unresolved: (specifier: string, importer: string, reason: string) =>
    new BunsenPluginError(
      "UNRESOLVED",
      `${importer} imports "${specifier}", which cannot be resolved: ${reason}. Install it or fix the import; ` +
        "if it is optional, import it inside try { … }.",
    ),
  foreign: (specifier: string, importer: string, instead: string) =>
    new BunsenPluginError(
      "FOREIGN_IMPORT",
      `${importer} imports "${specifier}", which works only inside its own framework. ${instead}`,
    ),
  missingFile: (specifier: string, importer: string) =>
    new BunsenPluginError(
      "UNRESOLVED",
      `${importer} imports "${specifier}", but there is no such file. Create it or fix the import.`,
    ),
  /** @param place file and line */
  missingExport: (place: string, name: string, specifier: string) =>
    new BunsenPluginError(
      "MISSING_EXPORT",
      `${place} imports { ${name} } from "${specifier}", which is CommonJS and has no such export when it has been loaded. ` +
        "Correct the name. What such a module adds later, or computes on access, is read where it is used: " +
        `import all from "${specifier}", then all.${name}.`,
    ),
  /** @param place file and line */
  unknownExports: (place: string, specifier: string) =>
    new BunsenPluginError(
      "MISSING_EXPORT",
      `${place} exports * from "${specifier}", which is CommonJS and cannot be loaded by itself, so the names of its exports ` +
        `are unknown. Name them: export { a, b } from "${specifier}".`,
    ),
  /** @param place file and line */
  attribute: (place: string, specifier: string, attribute: string) =>
    new BunsenPluginError(
      "IMPORT_ATTRIBUTE",
      `${place} imports "${specifier}" with { ${attribute} }, which has no meaning in both development and builds. ` +
        'Use { type: "text" } or "?raw" for text, "?url" for a URL, { type: "json" } for a .json file; in code that browsers do ' +
        'not have, { type: "file" } for a path or { type: "bytes" } for the content, as the default import of a relative path.',
    ),
  /**
   * @param place file and line
   * @param what the expression, and what is wrong with it
   */
  unknownFile: (place: string, what: string) =>
    new BunsenPluginError(
      "UNKNOWN_FILE",
      `${place} names files by new URL(…, import.meta.url) that the build cannot know: ${what}. Name one file as a literal, ` +
        'new URL("./a.md", import.meta.url), or those of a directory by a template string that begins with "./texts/". ' +
        "For files that the build does not have, use a path from the environment.",
    ),
  /**
   * @param place file and line
   * @param reason behind the expression, with what is wrong with it
   */
  sourcePath: (place: string, expression: string, reason: string) =>
    new BunsenPluginError(
      "SOURCE_PATH",
      `${place} makes a path of its own location: ${expression}, ${reason}. A build has its script elsewhere. A file that comes along ` +
        'is join(import.meta.dirname, "data.json") or new URL("./data.json", import.meta.url); those of a directory, new URL of a ' +
        'template string that begins with "./texts/". For what the app writes, or the machine has, use a path from the environment ' +
        "or process.cwd(); for the name of the source, import.meta.file; to ask whether it was started, import.meta.main.",
    ),
  /** @param place file and line */
  importMeta: (place: string, property: string) =>
    new BunsenPluginError(
      "IMPORT_META",
      `${place} uses import.meta.${property}, which would look where a build has no sources and no packages. ` +
        'Import what you need, with import() if it is needed late; for the path of a file, write new URL("./file", import.meta.url).',
    ),
  /**
   * @param place file and line
   * @param what is wrong
   */
  require: (place: string, what: string) =>
    new BunsenPluginError(
      "REQUIRE",
      `${place} ${what}. Import what you need, with import() if it is needed late. On the server, a constant that is ` +
        "createRequire(import.meta.url) loads packages, JSON and CommonJS by literal names.",
    ),
  browserOnly: (name: string) =>
    new BunsenPluginError(
      "BROWSER_ONLY",
      `${name} is not defined: only browsers have it, and this code also runs on the server. Use it in useEffect or in an ` +
        "event handler.",
    ),
  /** @param place file and line */
  invalidData: (place: string, error: unknown) =>
    new BunsenPluginError(
      "INVALID_DATA",
      `${place} cannot be imported: ${error instanceof Error ? error.message : String(error)}. Fix the file, ` +
        'or import its text with "?raw".',
    ),
};
