import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { devNull } from "node:os";

/** Commands that read the `.env` files of production rather than those of development. */
export const PRODUCTION_COMMANDS: readonly string[] = ["build", "compile", "start"];

type Variables = Record<string, string | undefined>;

/** Prints what Bun reads from the files, because only Bun knows their syntax and order. */
const PRINT = "process.stdout.write(JSON.stringify(process.env))";

/** A process on Bun without `NODE_ENV` has what is for development, and one that builds should have had the other. */
const MAY_BE_LOADED = ["development", "production"];

/** Variables of this process that come from files, by name: an edit restarts the server, which reads them again. */
const loaded = new Map<string, string>();

/**
 * Undoes what Bun does with the `.env` files of its working directory when it starts: it takes those of development
 * unless `NODE_ENV` says otherwise, builds included, and what is in the environment is what Vite prefers to the files of
 * its own mode.
 */
export class EnvironmentFiles {
  readonly #variables: Variables;
  readonly #prefixes: readonly string[];
  /** By name: what Bun loads, to set again once Vite has read the files. */
  readonly #hidden = new Map<string, string | undefined>();

  /** @param prefixes of the variables that Vite shows to browsers; none if Vite does not read the files */
  constructor(variables: Variables, prefixes: readonly string[]) {
    this.#variables = variables;
    this.#prefixes = prefixes;
  }

  /**
   * Gives the environment the values that Bun loads for another `NODE_ENV`, and hides those that Vite is about to read.
   * What the shell has set stays as it is.
   */
  load(directory: string, nodeEnv: string): void {
    if (!readdirSync(directory).some((name) => name.startsWith(".env"))) return;
    const wanted = loadedByBun(directory, nodeEnv);
    const others = MAY_BE_LOADED.filter((name) => name !== nodeEnv);
    const possible = [
      wanted,
      ...others.map((name) => loadedByBun(directory, name)),
      Object.fromEntries(loaded),
    ];
    loaded.clear();
    for (const name of new Set(possible.flatMap((values) => Object.keys(values)))) {
      const value = this.#variables[name];
      if (value !== undefined && possible.every((values) => values[name] !== value)) continue;
      if (wanted[name] !== undefined) loaded.set(name, wanted[name]);
      if (this.#prefixes.some((prefix) => name.startsWith(prefix))) {
        this.#hidden.set(name, wanted[name]);
        delete this.#variables[name];
      } else this.#set(name, wanted[name]);
    }
  }

  /** Vite has read the files: server code finds in the environment what Bun puts there. */
  unhide(): void {
    for (const [name, value] of this.#hidden) this.#set(name, value);
    this.#hidden.clear();
  }

  #set(name: string, value: string | undefined): void {
    if (value === undefined) delete this.#variables[name];
    else this.#variables[name] = value;
  }
}

/** The variables in the `.env` files of a directory, for a value of `NODE_ENV`. */
function loadedByBun(directory: string, nodeEnv: string): Record<string, string> {
  // A bunfig.toml may have a preload.
  const parameters = [`--config=${devNull}`, "-e", PRINT];
  const { SystemRoot } = process.env;
  const given = { NODE_ENV: nodeEnv, ...(SystemRoot !== undefined && { SystemRoot }) };
  const text = execFileSync(process.execPath, parameters, { cwd: directory, env: given, encoding: "utf8" });
  const variables: Record<string, string> = JSON.parse(text);
  return Object.fromEntries(Object.entries(variables).filter(([name]) => !Object.hasOwn(given, name)));
}
