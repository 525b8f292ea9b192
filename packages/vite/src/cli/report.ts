/** Runs a program's main function. Every failure is a message and exit code 1. */
export async function reportFailure(action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (error) {
    console.error(describe(error));
    process.exit(1);
  }
}

/** A mistake of the user's is its message; anything else comes with its stack. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.stack || error.message;
}
