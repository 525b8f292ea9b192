// Makes dist/: the command with all that it imports in one script, and the templates with the versions of packages that
// this repository itself works with.
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";

const REPOSITORY = join(import.meta.dirname, "../..");
const SOURCES = join(import.meta.dirname, "src");
const TEMPLATES = join(import.meta.dirname, "templates");
const OUTPUT = join(import.meta.dirname, "dist");

type Versions = Record<string, string>;

interface PackageJson {
  name: string;
  version: string;
  dependencies?: Versions;
  devDependencies?: Versions;
}

rmSync(OUTPUT, { recursive: true, force: true });
await bundle();
writeTemplates(ownVersions());

async function bundle(): Promise<void> {
  const { metafile } = await Bun.build({
    entrypoints: [join(SOURCES, "main.ts")],
    outdir: OUTPUT,
    target: "node",
    minify: { syntax: true, whitespace: true },
    metafile: true,
  });
  const names = Object.keys(metafile?.inputs ?? {}).flatMap(
    (file) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? [],
  );
  writeFileSync(join(OUTPUT, "LICENSES.txt"), [...new Set(names)].sort().map(licenceOf).join("\n"));
}

/** What the licences of bundled packages ask for: a copy of them. */
function licenceOf(name: string): string {
  const directory = join(REPOSITORY, "node_modules", name);
  const file = readdirSync(directory).find((entry) => /^licen[cs]e/i.test(entry));
  if (file === undefined) throw new Error(`${name} has no licence that could be handed on.`);
  return `${name}\n\n${readFileSync(join(directory, file), "utf8").trim()}\n`;
}

function readPackageJson(directory: string): PackageJson {
  return JSON.parse(readFileSync(join(directory, "package.json"), "utf8"));
}

/** The versions of what the repository is made of and tested with. */
function ownVersions(): Versions {
  const own = ["runtime", "vite"].map((name) => readPackageJson(join(REPOSITORY, "packages", name)));
  return {
    ...readPackageJson(REPOSITORY).devDependencies,
    ...Object.fromEntries(own.map(({ name, version }) => [name, version])),
  };
}

/** The templates as they are, but with a version for each package they name. */
function writeTemplates(versions: Versions): void {
  const templates = join(OUTPUT, "templates");
  cpSync(TEMPLATES, templates, {
    recursive: true,
    filter: (source) => !/(^|\/)(node_modules|dist|\.bunsen)(\/|$)/.test(relative(TEMPLATES, source)),
  });
  for (const name of readdirSync(templates).filter((entry) => entry !== "shared")) {
    const { dependencies, devDependencies, ...rest } = readPackageJson(join(templates, name));
    const filled = {
      ...rest,
      dependencies: withVersions(dependencies, versions),
      devDependencies: withVersions(devDependencies, versions),
    };
    writeFileSync(join(templates, name, "package.json"), `${JSON.stringify(filled, null, 2)}\n`);
  }
}

function withVersions(dependencies: Versions | undefined, versions: Versions): Versions {
  const entries = Object.keys(dependencies ?? {}).map((name) => {
    const version = versions[name];
    if (version === undefined)
      throw new Error(`A template needs ${name}, and the repository does not have it.`);
    return [name, `^${version}`];
  });
  return Object.fromEntries(entries);
}
