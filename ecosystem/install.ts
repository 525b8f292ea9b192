import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import manifest from "./package.json" with { type: "json" };

/** Installs the packages, unless all are there. React is the repository's: the framework and the packages must share one copy. */
export function install(directory: string): void {
  const versionOf = (name: string): string | undefined => {
    const file = join(directory, "node_modules", name, "package.json");
    return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).version : undefined;
  };
  if (Object.entries(manifest.dependencies).every(([name, version]) => versionOf(name) === version)) return;
  const parameters = [
    "install",
    "--no-audit",
    "--no-fund",
    "--no-package-lock",
    "--legacy-peer-deps",
    "--ignore-scripts",
  ];
  execFileSync("npm", parameters, { cwd: directory, stdio: "inherit" });
  for (const name of ["react", "react-dom"]) {
    rmSync(join(directory, "node_modules", name), { recursive: true, force: true });
  }
}
