import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Also `devDependencies`: a build bundles packages, so that many apps have all of them there. */
const FIELDS = ["dependencies", "devDependencies", "optionalDependencies", "peerDependencies"];

/**
 * Whether the nearest package.json upwards names a package among those that it needs. That one is installed because another
 * package needs it is no reason: the next version of that one may not.
 *
 * @param root Vite's, absolute
 * @throws {SyntaxError} for a package.json that is no JSON
 */
export function dependsOn(root: string, name: string): boolean {
  for (let directory = root; ; directory = dirname(directory)) {
    const file = join(directory, "package.json");
    if (existsSync(file)) {
      const facts: unknown = JSON.parse(readFileSync(file, "utf8"));
      return FIELDS.some((field) => Object.hasOwn(Object(Reflect.get(Object(facts), field)), name));
    }
    if (dirname(directory) === directory) return false;
  }
}
