/** The commands and files of a package manager. */
export interface PackageManager {
  name: "npm" | "bun" | "pnpm" | "yarn";
  /** Runs a script of package.json. */
  run: string;
  lockFile: "package-lock.json" | "bun.lock" | "pnpm-lock.yaml" | "yarn.lock";
}

const KNOWN: readonly PackageManager[] = [
  { name: "npm", run: "npm run", lockFile: "package-lock.json" },
  { name: "bun", run: "bun run", lockFile: "bun.lock" },
  { name: "pnpm", run: "pnpm run", lockFile: "pnpm-lock.yaml" },
  { name: "yarn", run: "yarn run", lockFile: "yarn.lock" },
];

/**
 * The package manager that started this process; npm if it is not a known one.
 *
 * @param userAgent of `npm_config_user_agent`, which all of them set: `bun/1.4.5 npm/? node/v24.3.0 linux x64`
 */
export function packageManagerOf(userAgent: string | undefined): PackageManager {
  const found = KNOWN.find(({ name }) => userAgent?.startsWith(`${name}/`)) ?? KNOWN[0];
  if (!found) throw new Error("there is no package manager");
  return found;
}
