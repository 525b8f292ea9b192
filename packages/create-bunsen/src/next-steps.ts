import { relative } from "node:path";
import colours from "picocolors";
import type { PackageManager } from "./package-manager.ts";

export interface MadeApp {
  /** As the user wrote it. */
  directory: string;
  packageManager: PackageManager;
  /** Whether its packages are installed. */
  isInstalled: boolean;
}

/** The last output of the command: where the app is, and how to start it. */
export function formatNextSteps({ directory, packageManager, isInstalled }: MadeApp): string {
  const path = relative(".", directory);
  const steps = [
    ...(path === "" ? [] : [`cd ${/\s/.test(path) ? JSON.stringify(path) : path}`]),
    ...(isInstalled ? [] : [`${packageManager.name} install`]),
    `${packageManager.run} dev`,
  ];
  const place = path === "" ? "this directory" : path;
  const lines = steps.map((step) => `  ${colours.cyan(step)}`);
  return `\nThe app is in ${place}. Start it:\n\n${lines.join("\n")}\n\n`;
}
