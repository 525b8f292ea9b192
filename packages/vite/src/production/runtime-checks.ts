import { pageErrors } from "../diagnostics/page-errors.ts";

/**
 * Runs a check of the runtime. Its error ends the build.
 *
 * @throws {BunsenPluginError} with the code and the words of the server's error
 */
export function runRuntimeCheck(check: () => void): void {
  try {
    check();
  } catch (error) {
    throw isCoded(error) ? pageErrors.refusedByRuntime(error) : error;
  }
}

function isCoded(error: unknown): error is Error & { code: string } {
  return error instanceof Error && "code" in error && typeof error.code === "string";
}
