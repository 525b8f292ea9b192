import { spawnSync } from "node:child_process";
import { messages } from "./messages.ts";
import type { PackageManager } from "./package-manager.ts";

/**
 * Installs the packages of an app, with the package manager's own output.
 *
 * @throws {BunsenPluginError} if that fails; the app stays
 */
export function installPackages(directory: string, { name }: PackageManager): void {
  const { status } = spawnSync(name, ["install"], {
    cwd: directory,
    stdio: "inherit",
    // There, package managers are scripts.
    shell: process.platform === "win32",
  });
  if (status !== 0) throw messages.installFailed(`${name} install`, directory);
}
