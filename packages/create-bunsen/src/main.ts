import { readFileSync } from "node:fs";
import { parseFlags } from "../../vite/src/cli/flags.ts";
import { formatHelp } from "../../vite/src/cli/help.ts";
import { print } from "../../vite/src/cli/print.ts";
import { reportFailure } from "../../vite/src/cli/report.ts";
import { create } from "./create.ts";
import { HELP } from "./options.ts";

/** Runs the command. Every failure is a message and exit code 1. */
export function main(parameters: string[]): Promise<void> {
  return reportFailure(() => run(parameters));
}

async function run(parameters: string[]): Promise<void> {
  const { values, positionals } = parseFlags("create-bunsen", parameters, HELP.flags, 1);
  if (values.help) return print(formatHelp(HELP));
  if (values.version) return print(`${version()}\n`);
  await create({
    directory: positionals[0],
    template: values.template as string | undefined,
    yes: values.yes === true,
    install: values.install === true,
  });
}

function version(): string {
  return JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")).version;
}
