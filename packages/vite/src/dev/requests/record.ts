/** One request as the page of the dev server shows it: nothing of its headers, its bodies, or the values of its query. */
export interface RequestRecord {
  /** Counts up in the order in which requests came, also from one dev server to the next. */
  id: number;
  /** When it came: milliseconds since 1970. */
  at: number;
  method: string;
  /** Path, and the names of the query's parameters. */
  path: string;
  /** The route that responds; left out for files, redirects, and while it is unknown. */
  route?: { id: string; kind: "page" | "endpoint" | "error"; file: string };
  /** The rest is left out until there is a response. */
  status?: number;
  /** Of the body. */
  bytes?: number;
  phases?: Phases;
  /** The user's code that ran on the server before the page was rendered. */
  spans: Span[];
  /** `left`: the client left before the response was sent. */
  end?: "sent" | "left";
}

/** How the time was spent, one phase after the other, in milliseconds. */
export interface Phases {
  /** Middleware, routing, and loading modules, which compiles what has changed; all of the time if no route responds. */
  prepare: number;
  /** Server functions, or the endpoint's handler and what turns its result into a response. */
  server: number;
  /** Head, markup and data of a page. */
  render: number;
  /** From the first byte to the last; left out while the response is being sent. */
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
  /** The last module of the route was loaded. */
  loaded: number | undefined;
  responded: number;
  finished: number | undefined;
}

/** Divides a request's time; a span that was not awaited ends with the response. */
export function phasesOf(
  kind: "page" | "endpoint" | "error" | undefined,
  spans: readonly Span[],
  moments: Moments,
): Phases {
  const { responded, finished } = moments;
  const own = spans.filter((span) => span.kind === "server");
  const loaded = kind === undefined ? responded : Math.min(moments.loaded ?? responded, responded);
  const prepared = Math.min(responded, ...own.map(({ start }) => start), own.length > 0 ? responded : loaded);
  const ended = Math.min(responded, Math.max(prepared, ...own.map(({ end }) => end ?? responded)));
  const served = kind === "endpoint" ? responded : ended;
  return {
    prepare: rounded(prepared),
    server: rounded(served - prepared),
    render: rounded(responded - served),
    ...(finished !== undefined && { transfer: rounded(Math.max(0, finished - responded)) }),
  };
}

/** A clock in a busy process is accurate to hundredths of a millisecond. */
export function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 100) / 100;
}
