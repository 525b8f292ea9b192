import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** The templates and their descriptions, in the order of the prompt. */
export const TEMPLATES = {
  minimal: "one page, its companion and a test",
  full: "SQLite, a form and an endpoint with schemas, a cached page, a layout, middleware and error pages",
} as const;

export type TemplateName = keyof typeof TEMPLATES;

/** The files of a template: path in the app to content. */
export type TemplateFiles = ReadonlyMap<string, string>;

const DIRECTORY = fileURLToPath(new URL("templates", import.meta.url));

export function isTemplate(name: string): name is TemplateName {
  return Object.hasOwn(TEMPLATES, name);
}

/** The files of a template, including those that all templates share. */
export function readTemplate(name: TemplateName): TemplateFiles {
  return new Map(["shared", name].flatMap((part) => readFiles(join(DIRECTORY, part))));
}

/** The package.json of a template. */
export interface PackageJson {
  name: string;
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
}

export function packageJsonOf(template: TemplateFiles): PackageJson {
  return JSON.parse(template.get("package.json") ?? "{}");
}

/** Names of the packages that an app needs. */
export function dependenciesOf(template: TemplateFiles): string[] {
  const { dependencies, devDependencies } = packageJsonOf(template);
  return Object.keys({ ...dependencies, ...devDependencies });
}

function readFiles(directory: string): [string, string][] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => [file.slice(directory.length + 1).replaceAll(sep, "/"), readFileSync(file, "utf8")]);
}
