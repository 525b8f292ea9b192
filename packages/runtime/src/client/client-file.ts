import type { ClientErrorInfo, OnClientError } from "../api/types.ts";
import { invalidOnError } from "../diagnostics/usage-errors.ts";
import type { ErrorListener } from "./client-errors.ts";

/** The exports of `src/client.ts`. */
export interface ClientModule {
  onError?: OnClientError;
}

/**
 * Runs `src/client.ts`. From then on, its `onError` is called for every error in this tab. If the file fails, that is reported
 * and the page works without it.
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
    // Without `error`, it is an error of a script of another origin, or a warning of the browser.
    if (error && !isReporting) callHook(onError, error, { kind: "uncaught" });
  });
  window.addEventListener("unhandledrejection", ({ reason }) =>
    callHook(onError, reason, { kind: "uncaught" }),
  );
  return {
    onReactError(error, info, report) {
      callHook(onError, error, info);
      isReporting = true;
      report();
      isReporting = false;
    },
  };
}

/** An error of `onError` itself is only written to the console. */
async function callHook(onError: OnClientError, error: unknown, info: ClientErrorInfo): Promise<void> {
  try {
    await onError(error, info);
  } catch (failure) {
    console.error(failure);
  }
}
