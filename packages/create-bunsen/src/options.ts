import { COMMON_FLAGS, type CommandHelp } from "../../vite/src/cli/help.ts";
import { TEMPLATES } from "./templates.ts";

/** The options of the command line. */
export interface Options {
  directory?: string;
  template?: string;
  /** Asks nothing, and uses the defaults. */
  yes: boolean;
  /** Installs the packages as well. */
  install: boolean;
}

export const HELP: CommandHelp = {
  usage: "npm create bunsen@latest [directory] -- [options]\n       bun create bunsen [directory]",
  summary: "starts an app: server-rendered React pages on Bun",
  flags: {
    template: {
      type: "string",
      short: "t",
      value: "name",
      help: `${Object.keys(TEMPLATES).join(" or ")} (default: it asks)`,
    },
    yes: {
      type: "boolean",
      short: "y",
      help: "ask nothing: bunsen-app and minimal, if nothing else is said",
    },
    install: { type: "boolean", short: "i", help: "install the packages as well" },
    ...COMMON_FLAGS,
  },
  examples: [
    ["npm create bunsen@latest my-app -- --template full", "with npm, flags follow --"],
    ["bun create bunsen .", "into this directory"],
  ],
};
