/** One thing that is wrong with a value, as RFC 9457 §3 shows it in its example. */
export interface ValidationIssue {
  /** What is wrong, in the words of the schema. */
  readonly detail: string;
  /** Where, as the fragment of a JSON Pointer (RFC 6901 §6): `#/tags/0`; `#` for the value itself. */
  readonly pointer: string;
}

/** One thing that is wrong with a request. */
export interface ProblemError extends ValidationIssue {
  /** The part of the request that `pointer` leads into. */
  readonly in: "params" | "query" | "body";
}

/** The members of a problem document that Bunsen uses (RFC 9457 §3.1), and the id of the request. */
export interface Problem {
  /** The standard phrase of the status, such as `"Not Found"`. */
  readonly title: string;
  /** The HTTP status, 400 to 599. */
  readonly status: number;
  /** What happened: the message of `httpError`, for example. */
  readonly detail?: string;
  /** The id of the request, which is also in the log. Only for errors whose message is not shown. */
  readonly requestId?: string;
  readonly errors?: undefined;
}

/** The problem of a request that schemas refuse. */
export interface ValidationProblem extends Omit<Problem, "errors"> {
  readonly status: 422;
  /** At most 100. */
  readonly errors: readonly ProblemError[];
}
