import type { ParsedFlags } from "./flags.ts";
import type { CommandHelp } from "./help.ts";

/** A command of `bunsen`. */
export interface Command extends CommandHelp {
  /** How many parameters it takes that are no flags. */
  parameters: 0 | 1;
  /**
   * Does it, and only then loads Vite: a help is there at once, and a Bun that is too old for Vite is told so.
   *
   * @param parsed what the user wrote
   * @param parameters the same, as it was written
   */
  run(parsed: ParsedFlags, parameters: string[]): Promise<void>;
}
