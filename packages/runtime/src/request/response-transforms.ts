import type { ResponseTransform } from "../api/types.ts";

/** Whose `resTransform` it is: that of middleware, of an endpoint, or of one level of a page. */
export interface TransformScope {
  /** How far inside it is: 0 for the root and for endpoints. */
  readonly depth: number;
  /** Names it when it runs again, for an error page. */
  readonly file: string;
}

/** Outside of every route. */
export const MIDDLEWARE_SCOPE: TransformScope = { depth: -1, file: "middleware" };
/** Of an endpoint, and of a page until one of its levels is called. */
export const ROUTE_SCOPE: TransformScope = { depth: 0, file: "route" };
/** Of `meta`, `Head` and `htmlProps`, which run after every server function. */
export const HEAD_SCOPE: TransformScope = { depth: Number.POSITIVE_INFINITY, file: "head" };

/** A scope may set one on its context and return another one. */
type Source = "set" | "returned";

interface Entry {
  readonly scope: TransformScope;
  readonly source: Source;
  readonly transform: ResponseTransform;
}

/** Every `resTransform` of one request. */
export class ResponseTransforms {
  #entries: Entry[] = [];
  #failed: Set<string> | undefined;
  /** Set when a response has met all of them. */
  areApplied = false;

  get isEmpty(): boolean {
    return this.#entries.length === 0;
  }

  /** The one that a scope set on its context. */
  setBy({ file }: TransformScope): ResponseTransform | undefined {
    return this.#entries.find(({ scope, source }) => scope.file === file && source === "set")?.transform;
  }

  /** Replaces what the scope said before; a scope whose transform failed has none any more. */
  put(scope: TransformScope, source: Source, transform: ResponseTransform | undefined | null): void {
    const others = this.#entries.filter(
      (entry) => entry.scope.file !== scope.file || entry.source !== source,
    );
    const isLeftOut = transform === undefined || transform === null || this.#failed?.has(scope.file);
    this.#entries = isLeftOut ? others : [...others, { scope, source, transform }];
  }

  /** In the order in which they are applied: the innermost first; of one scope the returned one after the other. */
  inOrder(): readonly Entry[] {
    return this.#entries.toSorted(
      (a, b) =>
        b.scope.depth - a.scope.depth || Number(a.source === "returned") - Number(b.source === "returned"),
    );
  }

  /** Those of a scope are not applied to the error page that follows from the failure of one of them. */
  fail({ file }: TransformScope): void {
    this.#failed ??= new Set();
    this.#failed.add(file);
    this.#entries = this.#entries.filter(({ scope }) => scope.file !== file);
  }
}
