import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { print } from "../../vite/src/cli/print.ts";
import { appFiles } from "./app-files.ts";
import { type Answers, ask } from "./ask.ts";
import { installPackages } from "./install.ts";
import { messages } from "./messages.ts";
import { formatNextSteps } from "./next-steps.ts";
import type { Options } from "./options.ts";
import { packageManagerOf } from "./package-manager.ts";
import { packageNameOf } from "./package-name.ts";
import { checkTarget } from "./target-directory.ts";
import { dependenciesOf, isTemplate, readTemplate, TEMPLATES, type TemplateName } from "./templates.ts";
import { writeApp } from "./write-app.ts";

const DEFAULT: Answers = { directory: "bunsen-app", template: "minimal" };

/**
 * Creates an app. In an interactive terminal, asks for what the options do not specify.
 *
 * @throws {BunsenPluginError} if the directory, its name or the template is not valid: then nothing is written
 */
export async function create({ yes, install, ...options }: Options): Promise<void> {
  const template = options.template === undefined ? undefined : templateNamed(options.template);
  if (options.directory !== undefined) checkDirectory(options.directory);
  const given = { directory: options.directory, template };
  const isComplete = given.directory !== undefined && template !== undefined;
  const mayAsk = !yes && process.stdin.isTTY && process.stdout.isTTY;
  const answers =
    mayAsk && !isComplete
      ? await ask(given, DEFAULT.directory, checkDirectory)
      : { directory: given.directory ?? DEFAULT.directory, template: template ?? DEFAULT.template };
  await make(answers, install);
}

async function make({ directory, template }: Answers, install: boolean): Promise<void> {
  const name = checkDirectory(directory);
  const packageManager = packageManagerOf(process.env.npm_config_user_agent);
  writeApp(directory, appFiles(readTemplate(template), { name, packageManager }));
  if (install) installPackages(directory, packageManager);
  await print(formatNextSteps({ directory, packageManager, isInstalled: install }));
}

/**
 * @returns the package name of the app
 * @throws {BunsenPluginError} if the app cannot be created there
 */
function checkDirectory(directory: string): string {
  const name = packageNameOf({
    directory: resolve(directory),
    exists: existsSync(directory),
    dependencies: dependenciesOf(readTemplate(DEFAULT.template)),
  });
  checkTarget(directory);
  return name;
}

function templateNamed(name: string): TemplateName {
  if (!isTemplate(name)) throw messages.unknownTemplate(name, Object.keys(TEMPLATES));
  return name;
}
