/** One test of the suite, as far as we look at it. */
export interface SuiteTest {
  readonly id: string;
  /** `required` unless it says otherwise: what a cache must do, could do, or is only asked about. */
  readonly kind?: "required" | "optimal" | "check";
  readonly browser_only?: boolean;
}

export interface Suite {
  readonly id: string;
  readonly tests: readonly SuiteTest[];
}

/** By test: `true`, or what went wrong, as the kind of error and a message. */
export type Results = Record<string, true | [kind: string, message: string]>;

/** What the suite's run came to; made in a process of its own by `run.ts`. */
export interface Report {
  readonly tests: readonly { readonly id: string; readonly kind: "required" | "optimal" | "check" }[];
  readonly results: Results;
}
