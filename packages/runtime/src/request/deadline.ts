import { BunsenError, errors } from "../diagnostics/errors.ts";
import { Deadline } from "../util/deadline.ts";
import type { RequestContext } from "./request-context.ts";

/** Whether this is the error of a request that took too long. */
export function isDeadline(error: unknown): boolean {
  return error instanceof BunsenError && error.code === "DEADLINE";
}

/** Seconds that server functions, render and `resTransform` may take together, unless `renderTimeout` says otherwise. */
export const DEFAULT_RENDER_TIMEOUT = 30;

/**
 * The deadline of a request's work, with which its `signal` aborts.
 *
 * @param file what the error names
 */
export function requestDeadline(context: RequestContext, file: string, seconds: number): Deadline {
  return new Deadline(seconds, () => {
    const late = errors.deadline(file, seconds);
    context.abortScope.abort(late);
    return late;
  });
}
