import { suggestionFor } from "@bunsen/runtime/suggest";

/** A mistake that the user can mend: the message is all there is to say, so it carries no stack. */
export class BunsenPluginError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.name = "Bunsen";
    this.code = code;
    this.stack = "";
  }
}

/** Every error the plugin and the commands can give: what happened, where, what to do. */
export const messages = {
  unknownOption: (where: string, name: string, known: readonly string[]) => {
    const hint = suggestionFor(name, known);
    return new BunsenPluginError("UNKNOWN_OPTION", `${where} has no option "${name}". ${hint}`);
  },
  secondCopy: (plugin: string, option: string) =>
    new BunsenPluginError(
      "SECOND_COPY",
      `${plugin} is in your Vite config twice: bunsen() brings it already. ` +
        `Remove yours and use bunsen({ ${option}: … }), or pass bunsen({ ${option}: false }).`,
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
  oldBun: (version: string) =>
    new BunsenPluginError(
      "OLD_BUN",
      `Bunsen needs Bun 1.4 or newer, and this is Bun ${version}. Run "bun upgrade".`,
    ),
  noPages: (directory: string) =>
    new BunsenPluginError(
      "NO_PAGES",
      `There are no pages in ${directory}. Create ${directory}/index.tsx with a component as its default export.`,
    ),
  pageProblems: (problems: readonly { message: string; hint: string }[]) =>
    new BunsenPluginError(
      "PAGE_PROBLEMS",
      problems.map(({ message, hint }) => `${message} ${hint}`).join("\n"),
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
  notServed: (file: string) =>
    new BunsenPluginError("NOT_SERVED", `${file} is server code and is never served to a browser.`),
  noBuild: (directory: string) =>
    new BunsenPluginError("NO_BUILD", `There is no build in ${directory}. Run "bunsen build" first.`),
  unknownCommand: (name: string, known: readonly string[]) => {
    const hint = suggestionFor(name, known);
    return new BunsenPluginError("UNKNOWN_COMMAND", `bunsen has no command "${name}". ${hint}`);
  },
};
