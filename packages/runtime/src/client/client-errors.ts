import type { HydrationOptions } from "react-dom/client";
import type { ClientErrorInfo } from "../api/types.ts";
import { LevelBoundary } from "./level-boundary.ts";

/** Reports an error to the console and to listeners of the window's `error` event. */
export type Report = (error: unknown, info: { componentStack?: string | undefined }) => void;

/** Called for every error that React catches, before it is reported. */
export interface ErrorListener {
  onReactError(error: unknown, info: ClientErrorInfo, report: () => void): void;
}

/**
 * The error callbacks for React: errors are reported like uncaught ones, except those that an error boundary of the app caught.
 */
export function errorOptions(report: Report, listener: ErrorListener | undefined): HydrationOptions {
  const handle = (kind: ClientErrorInfo["kind"], error: unknown, componentStack: string | undefined) => {
    const reportIt = () =>
      kind === "caught" ? console.error(error, componentStack) : report(error, { componentStack });
    if (listener) listener.onReactError(error, { kind, componentStack }, reportIt);
    else reportIt();
  };
  return {
    onCaughtError: (error, { componentStack, errorBoundary }) =>
      handle(errorBoundary instanceof LevelBoundary ? "render" : "caught", error, componentStack),
    onUncaughtError: (error, { componentStack }) => handle("render", error, componentStack),
    onRecoverableError: (error, { componentStack }) => handle("recovered", error, componentStack),
  };
}
