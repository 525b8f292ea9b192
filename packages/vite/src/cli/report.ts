import { withDocEntry } from "../diagnostics/doc-entry.ts";

/** Runs a program's main function. Every failure is a message and exit code 1. */
export async function reportFailure(action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (error) {
    console.error(withDocEntry(describe(error)));
    process.exit(1);
  }
}

/** For a mistake of the user only the message; for other errors the stack as well. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.stack || error.message;
}
