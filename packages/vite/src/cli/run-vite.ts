import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { checkFlags } from "./vite-flags.ts";

/**
 * Runs Vite's own command in this process, so that `bunsen dev` and `vite` cannot differ.
 *
 * @throws {BunsenPluginError} for a flag that Vite does not know
 */
export async function runVite(command: "dev" | "build", parameters: string[]): Promise<void> {
  checkFlags(command, parameters);
  const require = createRequire(join(process.cwd(), "package.json"));
  const bin = join(dirname(require.resolve("vite/package.json")), "bin", "vite.js");
  process.argv = [process.argv[0] ?? "bun", bin, command, ...parameters];
  await import(bin);
}
