import { BunsenPluginError, coded, isCoded } from "./plugin-error.ts";

/** Errors in pages, endpoints and `src/client.ts`. */
export const pageErrors = {
  noPages: (directory: string) =>
    new BunsenPluginError(
      "NO_PAGES",
      `There are no pages in ${directory}. Create ${directory}/index.tsx with a component as its default export.`,
    ),
  pageProblems: (problems: readonly { code: string; message: string; hint: string }[]) => {
    const lines = problems.map(({ code, message, hint }) => coded(code, `${message} ${hint}`));
    return new BunsenPluginError("PAGE_PROBLEMS", "", lines.join("\n"));
  },
  noDefaultExport: (file: string) =>
    new BunsenPluginError(
      "NO_DEFAULT_EXPORT",
      `${file} has no default export. A page needs a component: add "export default function Page() { … }".`,
    ),
  noServerOptions: (file: string) =>
    new BunsenPluginError(
      "NO_DEFAULT_EXPORT",
      `${file} has no default export, so its options and middleware would not be used. ` +
        "Export what defineServer() returns: export default defineServer({ … }).",
    ),
  noHandler: (file: string) =>
    new BunsenPluginError(
      "NO_HANDLER",
      `${file} has the name of an endpoint but exports no request handler. Export "default", "handler" or a ` +
        `method such as "GET"; a helper needs a name that is not routed, such as "__helper.ts" or "helper.server.ts".`,
    ),
  pageExport: (where: string, problem: string) =>
    new BunsenPluginError("PAGE_EXPORT", `${where}: ${problem}`),
  /** @param error the runtime's message, with its code */
  refusedByRuntime: ({ code, message }: { code: string; message: string }) =>
    new BunsenPluginError(code, "", message),
  clientExport: (file: string, name: string) =>
    new BunsenPluginError(
      "CLIENT_EXPORT",
      `${file} exports ${name}, which nothing calls. Did you mean "onError"? That is the only export with a meaning: ` +
        "export const onError: OnClientError = (error, info) => { … };",
    ),
  /** @param reason the message and where it was thrown */
  notLoaded: (reason: string) =>
    new BunsenPluginError(
      "SERVER_LOAD",
      "",
      `${coded("SERVER_LOAD", "The server cannot be loaded")}: ${reason}`,
    ),
  /**
   * @param failure message of the page's own error, which may have a code
   * @param cause what the page has thrown, and where
   */
  prerender: (failure: string, cause?: string) => {
    const shown = isCoded(failure) ? failure : coded("PRERENDER", failure);
    return new BunsenPluginError("PRERENDER", "", cause === undefined ? shown : `${shown}\n\n${cause}`);
  },
};
