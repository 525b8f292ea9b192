import { inspect } from "node:util";
import { withDocEntry } from "../diagnostics/doc-entry.ts";
import { BunsenPluginError } from "../diagnostics/plugin-error.ts";
import { describeFailure } from "../source-errors/terminal.ts";

/** Why a build has failed, as a terminal shows it: Vite prints what `inspect` says of an error. */
class BuildFailure extends Error {
  override readonly name = "BuildFailure";
  constructor(text: string, cause: unknown) {
    super(text, { cause });
    this.stack = text;
  }

  [inspect.custom](): string {
    return withDocEntry(this.message);
  }
}

/**
 * The error that a build ends with. What the bundler throws holds the errors of plugins, wrapped, with stacks of its own;
 * each is described by the user's source instead.
 *
 * @param root Vite's
 */
export function buildFailure(thrown: unknown, root: string): unknown {
  if (!(thrown instanceof Error) || thrown instanceof BunsenPluginError) return thrown;
  const errors = errorsOf(thrown);
  const [first] = errors;
  if (errors.length === 1 && first instanceof BunsenPluginError) {
    first.stack = describeFailure(first, root);
    return first;
  }
  const texts = new Set(errors.map((error) => describeFailure(error, root)));
  return new BuildFailure([...texts].join("\n\n"), thrown);
}

/** The errors that one of the bundler holds, also of a bundle inside another one, as of a worker. */
function errorsOf(error: unknown): unknown[] {
  const held = error instanceof Error && "errors" in error ? error.errors : undefined;
  return Array.isArray(held) && held.length > 0 ? held.flatMap(errorsOf) : [error];
}
