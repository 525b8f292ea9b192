import { formatDockerfile } from "../../vite/src/compile/dockerfile.ts";
import { defaultLinuxTarget } from "../../vite/src/compile/targets.ts";
import type { PackageManager } from "./package-manager.ts";
import { packageJsonOf, type TemplateFiles } from "./templates.ts";

/** What makes an app of a template. */
export interface AppInput {
  name: string;
  packageManager: PackageManager;
}

/** npm leaves a `.gitignore` out of packages, so that templates have it without the dot. */
const DOT_FILES: Record<string, string> = { gitignore: ".gitignore", dockerignore: ".dockerignore" };

/** The files of an app: path to content. */
export function appFiles(template: TemplateFiles, input: AppInput): Map<string, string> {
  const files = new Map<string, string>();
  for (const [path, text] of template) files.set(DOT_FILES[path] ?? path, text);
  files.set("package.json", packageJson(template, input));
  files.set("README.md", readme(template.get("README.md") ?? "", input));
  files.set("Dockerfile", dockerfile(template, input));
  return files;
}

/**
 * Who installs with Bun has Bun. For others it is an npm package whose install script puts the binary in its place,
 * and newer versions of npm run no such script without being told to.
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

function readme(text: string, { name, packageManager }: AppInput): string {
  return text
    .replaceAll("{{name}}", name)
    .replaceAll("{{install}}", `${packageManager.name} install`)
    .replaceAll("{{run}}", packageManager.run);
}

/** Built with the Bun that is installed for who does not have it. */
function dockerfile(template: TemplateFiles, { packageManager: { lockFile } }: AppInput): string {
  const bunVersion = packageJsonOf(template).devDependencies.bun?.replace("^", "") ?? "latest";
  return formatDockerfile({ target: defaultLinuxTarget(), bunVersion, lockFile });
}
