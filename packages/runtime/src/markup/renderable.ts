import type { Template } from "./template.ts";

/** Where markup is written to. */
export interface MarkupTarget {
  /** Writes a child of whatever type; false if it is React's to render. */
  child(value: unknown): boolean;
  /** Writes a template with its values; false if one of them is React's to render. */
  template(template: Template, values: readonly unknown[]): boolean;
}

/** What React passes on while it renders a node; its own names. */
export interface ReactTask {
  replay: unknown;
  blockedSegment: { chunks: string[]; lastPushedText: boolean } | null;
  formatContext: { viewTransition?: unknown };
}

/** The render that a task belongs to; React's own names. */
export interface ReactRequest {
  renderState: { generateStaticMarkup?: boolean };
}

/** A React element that may write its markup by itself. */
export abstract class Renderable {
  /** @returns false if it is React's to render; what was written so far is then incomplete */
  abstract writeTo(target: MarkupTarget): boolean;
  /**
   * Called by React's server in the place of its own work on an element (`static-markup/react-server.ts` of the build
   * puts the call there).
   *
   * @returns false if React has to render the element
   */
  abstract writeMarkup(request: ReactRequest, task: ReactTask): boolean;
}
