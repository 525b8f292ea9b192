import { messages } from "../messages.ts";
import { ensureBun, FOR_PRODUCTION } from "../runtime/ensure-bun.ts";
import { EnvironmentFiles } from "../runtime/environment-files.ts";
import { version } from "../version.ts";
import { compile } from "./compile.ts";
import { inspect } from "./inspect.ts";
import { print } from "./print.ts";
import { routes } from "./routes.ts";
import { runVite } from "./run-vite.ts";
import { start } from "./start.ts";

const COMMANDS: Record<string, (parameters: string[]) => Promise<void>> = {
  dev: (parameters) => runVite("dev", parameters),
  build: (parameters) => runVite("build", parameters),
  compile,
  inspect,
  routes,
  start,
};

const HELP = `Bunsen ${version}: server-rendered React pages on Bun

  bunsen dev [options]     development server (the options of "vite")
  bunsen build [options]   client and server into dist/ (the options of "vite build")
  bunsen compile [options] the same, and one executable of it, dist/app
  bunsen start [dist]      production server
  bunsen inspect [file]    what is in a build or an executable: packages, sizes, routes
  bunsen routes [root]     the routes as a tree, after a build with their sizes

  bunsen --help, bunsen --version; "bunsen dev --help" lists the options of a command
`;

/** Runs a command. Every failure is a message and exit code 1. */
export async function main(parameters: string[]): Promise<void> {
  try {
    await run(parameters);
  } catch (error) {
    console.error(describe(error));
    process.exit(1);
  }
}

/** A mistake of the user's is its message; anything else comes with its stack. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.stack || error.message;
}

async function run([name, ...rest]: string[]): Promise<void> {
  if (name === undefined || name === "--help" || name === "-h") return print(HELP);
  if (name === "--version" || name === "-v") return print(`${version}\n`);
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) throw messages.unknownCommand(name, Object.keys(COMMANDS));
  await ensureBun();
  // Before the Vite config is loaded, which may look into the environment.
  if (FOR_PRODUCTION.includes(name)) {
    new EnvironmentFiles(process.env, []).load(process.cwd(), process.env.NODE_ENV ?? "production");
  }
  await command(rest);
}
