/** One request as the page of the dev server shows it: nothing of its headers, its bodies, or the values of its query. */
export interface RequestRecord {
  /** Counts up in the order in which requests came, also from one dev server to the next. */
  id: number;
  /** When it came: milliseconds since 1970. */
  at: number;
  method: string;
  /** Path, and the names of the query's parameters. */
  path: string;
  /** What answers; left out for files, redirects, and while it is not known. */
  route?: { id: string; kind: "page" | "endpoint" | "error"; file: string };
  /** The rest is left out until there is an answer. */
  status?: number;
  /** Of the body. */
  bytes?: number;
  phases?: Phases;
  /** What of the user's code ran on the server before the page was rendered. */
  spans: Span[];
  /** `left`: the client went before the answer was out. */
  end?: "sent" | "left";
}

/** Where the time went, one after the other, in milliseconds. */
export interface Phases {
  /** Middleware, routing, and loading modules, which compiles what has changed; all of it where no route answers. */
  prepare: number;
  /** Server functions, or the endpoint's handler and what makes a response of its result. */
  server: number;
  /** Head, markup and data of a page. */
  render: number;
  /** From the first byte to the last; left out while the answer is being sent. */
  transfer?: number;
}

/** A stretch of time within a request, in milliseconds since it came. */
export interface Span {
  /** The file whose code ran, relative to the root. */
  name: string;
  kind: "middleware" | "server";
  start: number;
  /** Left out while it runs. */
  end?: number;
}

/** When things happened, in milliseconds since the request came. */
export interface Moments {
  /** The last module of the route was there. */
  loaded: number | undefined;
  answered: number;
  finished: number | undefined;
}

/** Divides a request's time; a span that was not waited for ends with the answer. */
export function phasesOf(
  kind: "page" | "endpoint" | "error" | undefined,
  spans: readonly Span[],
  moments: Moments,
): Phases {
  const { answered, finished } = moments;
  const own = spans.filter((span) => span.kind === "server");
  const loaded = kind === undefined ? answered : Math.min(moments.loaded ?? answered, answered);
  const prepared = Math.min(answered, ...own.map(({ start }) => start), own.length > 0 ? answered : loaded);
  const ended = Math.min(answered, Math.max(prepared, ...own.map(({ end }) => end ?? answered)));
  const served = kind === "endpoint" ? answered : ended;
  return {
    prepare: rounded(prepared),
    server: rounded(served - prepared),
    render: rounded(answered - served),
    ...(finished !== undefined && { transfer: rounded(Math.max(0, finished - answered)) }),
  };
}

/** Hundredths of a millisecond are what a clock in a busy process is good for. */
export function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 100) / 100;
}
