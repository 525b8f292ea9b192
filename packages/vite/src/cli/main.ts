import { ensureBun } from "../bun/ensure-bun.ts";
import { EnvironmentFiles, PRODUCTION_COMMANDS } from "../bun/environment-files.ts";
import { cliErrors } from "../diagnostics/cli-errors.ts";
import { version } from "../util/version.ts";
import type { Command } from "./command.ts";
import { compile } from "./compile.ts";
import { exportSite } from "./export.ts";
import { parseFlags } from "./flags.ts";
import { COMMON_FLAGS, formatHelp, formatRows } from "./help.ts";
import { inspect } from "./inspect.ts";
import { openapi } from "./openapi.ts";
import { print } from "./print.ts";
import { reportFailure } from "./report.ts";
import { routes } from "./routes.ts";
import { start } from "./start.ts";
import { types } from "./types.ts";
import { build, dev } from "./vite-commands.ts";

const COMMANDS: Record<string, Command> = {
  dev,
  build,
  start,
  compile,
  inspect,
  routes,
  types,
  openapi,
  export: exportSite,
};

/** Runs a command. */
export function main(parameters: string[]): Promise<void> {
  return reportFailure(() => run(parameters));
}

async function run([name, ...rest]: string[]): Promise<void> {
  if (name === undefined || name === "--help" || name === "-h") return print(formatOverview());
  if (name === "--version" || name === "-v") return print(`${version}\n`);
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) throw cliErrors.unknownCommand(name, Object.keys(COMMANDS));
  const flags = { ...command.flags, ...COMMON_FLAGS };
  const parsed = parseFlags(`bunsen ${name}`, rest, flags, command.parameters);
  // Neither needs Bun.
  if (parsed.values.help) return print(formatHelp({ ...command, flags }));
  if (parsed.values.version) return print(`${version}\n`);
  await ensureBun();
  // Before the Vite config is loaded, which may read the environment.
  if (PRODUCTION_COMMANDS.includes(name)) {
    new EnvironmentFiles(process.env, []).load(process.cwd(), process.env.NODE_ENV ?? "production");
  }
  await command.run(parsed, rest);
}

function formatOverview(): string {
  const rows = Object.values(COMMANDS).map(({ usage, summary }) => [usage, summary] as const);
  return `Bunsen ${version}: server-rendered React pages on Bun

${formatRows(rows)}

"bunsen build --help" lists the options of a command, "bunsen --version" prints the version.
`;
}
