import { Component, type ComponentType, type ReactNode, use } from "react";
import { jsx } from "react/jsx-runtime";
import type { ErrorInfo } from "../api/types.ts";
import type { PageComponent, PageView } from "../page/tree.ts";

/** The server's, too. */
export const MASKED_MESSAGE = "Something went wrong on our side.";

/** What stands in for a level that fails. Each function gives the same promise every time, and it never rejects. */
export interface Fallback {
  /** Loads what shows errors; gives `undefined` if that cannot be loaded. */
  loadFailure(): Promise<ComponentType<FailureProps> | undefined>;
  /** Loads the nearest `500.tsx`; gives `undefined` if it cannot be loaded. Missing if there is none. */
  loadErrorPage?: (() => Promise<PageComponent | undefined>) | undefined;
  /** What went wrong at first, where the error page is what fails. */
  info?: ErrorInfo;
  /** Whether the visitor is the developer, who may read any error's message. */
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
 * Around the root, each layout and the page in the browser, never on the server: a class component without elements of its
 * own changes neither the HTML nor the ids of `useId`. If its level fails, the error page is in its place. New data is
 * worth another try.
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

/** Suspends while the component is loaded that shows errors: until then React leaves on the page what is there. */
export function LoadedFailure(props: FailureProps): ReactNode {
  const Failure = use(props.fallback.loadFailure());
  return Failure ? jsx(Failure, props) : jsx("p", { role: "alert", children: MASKED_MESSAGE });
}
