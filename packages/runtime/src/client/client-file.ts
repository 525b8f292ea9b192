import type { ClientErrorInfo, OnClientError } from "../api/types.ts";
import { invalidOnError } from "../diagnostics/usage-errors.ts";
import type { ErrorListener } from "./client-errors.ts";

/** What `src/client.ts` may export. */
export interface ClientModule {
  onError?: OnClientError;
}

/**
 * Runs `src/client.ts`. From then on its `onError` is told of every error in this tab. A page has to work without a
 * tracker: what keeps that file from running is reported, and no more.
 */
export async function runClientFile(load: () => Promise<ClientModule>): Promise<ErrorListener | undefined> {
  let onError: OnClientError | undefined;
  try {
    ({ onError } = await load());
    if (onError !== undefined && typeof onError !== "function") throw invalidOnError(typeof onError);
  } catch (error) {
    reportError(error);
    return undefined;
  }
  return onError && listen(onError);
}

function listen(onError: OnClientError): ErrorListener {
  let isReporting = false;
  window.addEventListener("error", ({ error }) => {
    // Without an error it is none of a script that we may look into, or one of the browser's warnings.
    if (error && !isReporting) tell(onError, error, { kind: "uncaught" });
  });
  window.addEventListener("unhandledrejection", ({ reason }) => tell(onError, reason, { kind: "uncaught" }));
  return {
    onReactError(error, info, report) {
      tell(onError, error, info);
      isReporting = true;
      report();
      isReporting = false;
    },
  };
}

/** An error of `onError` itself goes no further than the console: to be told of it, it would have to work. */
async function tell(onError: OnClientError, error: unknown, info: ClientErrorInfo): Promise<void> {
  try {
    await onError(error, info);
  } catch (failure) {
    console.error(failure);
  }
}
