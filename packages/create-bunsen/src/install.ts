import { spawnSync } from "node:child_process";
import { messages } from "./messages.ts";
import type { PackageManager } from "./package-manager.ts";

/**
 * Installs the packages of an app, and shows the output of the package manager.
 *
 * @throws {BunsenPluginError} INSTALL_FAILED; the files of the app remain
 */
export function installPackages(directory: string, { name }: PackageManager): void {
  const { status } = spawnSync(name, ["install"], {
    cwd: directory,
    stdio: "inherit",
    // On Windows, package managers are scripts.
    shell: process.platform === "win32",
  });
  if (status !== 0) throw messages.installFailed(`${name} install`, directory);
}
