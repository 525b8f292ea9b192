import type { ParsedFlags } from "./flags.ts";
import type { CommandHelp } from "./help.ts";

/** A command of `bunsen`. */
export interface Command extends CommandHelp {
  /** How many parameters it takes, without flags. */
  parameters: 0 | 1;
  /**
   * Runs it. Loads Vite only here, so that help appears immediately, and a Bun that is too old for Vite gets a clear
   * error.
   *
   * @param parsed what the user wrote
   * @param parameters the same, as written
   */
  run(parsed: ParsedFlags, parameters: string[]): Promise<void>;
}
