import { formatDockerfile } from "../../vite/src/compile/dockerfile.ts";
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
  for (const [path, text] of Object.entries(installScripts(input.packageManager.name).files ?? {})) {
    files.set(path, text);
  }
  return files;
}

/** Users who install with Bun already have it. For others, `bun` is an npm package, see {@link installScripts}. */
function packageJson(template: TemplateFiles, { name, packageManager }: AppInput): string {
  const { devDependencies, ...rest } = packageJsonOf(template);
  const { bun, ...others } = devDependencies;
  const own = packageManager.name === "bun" ? others : devDependencies;
  const { inPackageJson } = installScripts(packageManager.name);
  return `${JSON.stringify({ ...rest, name, devDependencies: own, ...inPackageJson }, null, 2)}\n`;
}

/**
 * Package managers run the install script of a package, here the one that puts Bun's executable in its place, only if the project
 * allows it.
 *
 * @returns what they read of it: keys of package.json, and files
 */
function installScripts(manager: PackageManager["name"]): {
  inPackageJson?: Record<string, unknown>;
  files?: Record<string, string>;
} {
  switch (manager) {
    case "bun":
      return {};
    case "npm":
      return { inPackageJson: { allowScripts: { bun: true } } };
    case "pnpm":
      // The first is read from pnpm 10.26 on, the second before.
      return {
        files: { "pnpm-workspace.yaml": "allowBuilds:\n  bun: true\nonlyBuiltDependencies:\n  - bun\n" },
      };
    case "yarn":
      return {
        inPackageJson: { dependenciesMeta: { bun: { built: true } } },
        // Bun does not know Yarn's Plug'n'Play.
        files: { ".yarnrc.yml": "nodeLinker: node-modules\n" },
      };
  }
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
  return formatDockerfile({ bunVersion, lockFile });
}
