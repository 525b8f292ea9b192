import { formatDockerfile } from "../../vite/src/compile/dockerfile.ts";
import { defaultLinuxTarget } from "../../vite/src/compile/targets.ts";
import type { PackageManager } from "./package-manager.ts";
import { packageJsonOf, type TemplateFiles } from "./templates.ts";

/** What varies between apps of the same template. */
export interface AppInput {
  name: string;
  packageManager: PackageManager;
}

/** npm does not publish a `.gitignore`, so templates have it without the dot. */
const DOT_FILES: Record<string, string> = { gitignore: ".gitignore", dockerignore: ".dockerignore" };

/** The files of an app: path to content. */
export function appFiles(template: TemplateFiles, input: AppInput): Map<string, string> {
  const files = new Map<string, string>();
  for (const [path, text] of template) files.set(DOT_FILES[path] ?? path, text);
  files.set("package.json", packageJson(template, input));
  for (const name of ["README.md", "AGENTS.md"]) files.set(name, filled(template.get(name) ?? "", input));
  files.set("Dockerfile", dockerfile(template, input));
  return files;
}

/**
 * Users who install with Bun already have it. For others, `bun` is an npm package whose install script installs the binary;
 * newer versions of npm run install scripts only with `allowScripts`.
 */
function packageJson(template: TemplateFiles, { name, packageManager }: AppInput): string {
  const { devDependencies, ...rest } = packageJsonOf(template);
  const { bun, ...others } = devDependencies;
  const own =
    packageManager.name === "bun"
      ? { devDependencies: others }
      : { devDependencies, allowScripts: { bun: true } };
  return `${JSON.stringify({ ...rest, name, ...own }, null, 2)}\n`;
}

function filled(text: string, { name, packageManager }: AppInput): string {
  return text
    .replaceAll("{{name}}", name)
    .replaceAll("{{install}}", `${packageManager.name} install`)
    .replaceAll("{{run}}", packageManager.run);
}

/** Uses the same version of Bun as package.json. */
function dockerfile(template: TemplateFiles, { packageManager: { lockFile } }: AppInput): string {
  const bunVersion = packageJsonOf(template).devDependencies.bun?.replace("^", "") ?? "latest";
  return formatDockerfile({ target: defaultLinuxTarget(), bunVersion, lockFile });
}
