import { delimiter } from "node:path";

const INHERITED = ["HOME", "LANG", "LC_ALL", "NODE_EXTRA_CA_CERTS", "TMPDIR", "USER"];

/**
 * The environment of a user's fresh shell: without what Vitest sets in its own (`NODE_ENV`, `VITEST`, `MODE`, ...),
 * without the developer's `PORT`, and without the `node` that `bun --bun` puts in front of the path and is Bun.
 */
export function freshEnvironment(additions: Record<string, string> = {}): Record<string, string> {
  const environment: Record<string, string> = { NO_COLOR: "1" };
  for (const name of INHERITED) {
    const value = process.env[name];
    if (value !== undefined) environment[name] = value;
  }
  environment.PATH = (process.env.PATH ?? "")
    .split(delimiter)
    .filter((directory) => !/[\\/](bun-node-[^\\/]*|node_modules[\\/]\.bin)[\\/]?$/.test(directory))
    .join(delimiter);
  return { ...environment, ...additions };
}
