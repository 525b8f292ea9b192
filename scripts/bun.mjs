import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The Bun that package.json pins. */
export const BUN = fileURLToPath(new URL("../node_modules/.bin/bun", import.meta.url));

/**
 * Makes sure that Bun starts: npm can be set to skip install scripts, and Bun's puts its binary in place.
 * @throws an Error when Bun cannot be started
 */
export function ensureBun() {
  if (startsBun()) return;
  const installer = fileURLToPath(new URL("../node_modules/bun/install.js", import.meta.url));
  if (existsSync(installer)) spawnSync(process.execPath, [installer], { stdio: "inherit" });
  if (!startsBun())
    throw new Error("Bun does not start: run npm install first (with install scripts allowed).");
}

function startsBun() {
  return spawnSync(BUN, ["--version"], { stdio: "ignore" }).status === 0;
}
