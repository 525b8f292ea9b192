import { Component, type ComponentType, type ReactNode, use } from "react";
import { jsx } from "react/jsx-runtime";
import type { ErrorInfo } from "../api/types.ts";
import type { PageComponent } from "../page/tree.ts";
import type { PageView } from "../page/view-context.ts";

/** The same text as on the server. */
export const MASKED_MESSAGE = "Something went wrong on our side.";

/** How to replace a level that fails. Each function returns the same promise every time, which never rejects. */
export interface Fallback {
  /** Loads the component that shows errors; `undefined` if it cannot be loaded. */
  loadFailure(): Promise<ComponentType<FailureProps> | undefined>;
  /** Loads the nearest `500.tsx`; `undefined` if it cannot be loaded. Missing if there is none. */
  loadErrorPage?: (() => Promise<PageComponent | undefined>) | undefined;
  /** The original error, if the error page itself fails. */
  info?: ErrorInfo;
  /** Whether messages of all errors are shown, as in development. */
  showsMessages: boolean;
}

export interface FailureProps {
  error: unknown;
  view: PageView;
  fallback: Fallback;
}

interface BoundaryProps extends Omit<FailureProps, "error"> {
  children: ReactNode;
}

interface BoundaryState {
  view: PageView;
  failure: { error: unknown } | undefined;
}

/**
 * The error boundary around the root, each layout and the page. It exists in the browser only: a class component without
 * elements changes neither the HTML nor the ids of `useId`. If its level fails, the error page replaces it. After new data, the
 * level is rendered again.
 */
export class LevelBoundary extends Component<BoundaryProps, BoundaryState> {
  override state: BoundaryState = { view: this.props.view, failure: undefined };

  static getDerivedStateFromError(error: unknown): Partial<BoundaryState> {
    return { failure: { error } };
  }

  static getDerivedStateFromProps(
    { view }: Partial<BoundaryProps>,
    state: BoundaryState,
  ): BoundaryState | null {
    return view === undefined || view === state.view ? null : { view, failure: undefined };
  }

  override render(): ReactNode {
    const { children, ...props } = this.props;
    const { failure } = this.state;
    return failure ? jsx(LoadedFailure, { ...props, error: failure.error }) : children;
  }
}

/** Suspends while the component that shows errors is loading: until then, React keeps the current content on the page. */
export function LoadedFailure(props: FailureProps): ReactNode {
  const Failure = use(props.fallback.loadFailure());
  return Failure ? jsx(Failure, props) : jsx("p", { role: "alert", children: MASKED_MESSAGE });
}
