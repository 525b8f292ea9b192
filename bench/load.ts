/** One run of the load generator. */
export interface LoadResult {
  requestsPerSecond: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
}

const CONNECTIONS = 32;

/**
 * Sends requests over a fixed number of connections for some seconds, with wrk.
 *
 * @param accept the value of `Accept-Encoding`; without it none is sent
 * @throws {Error} if wrk is missing, or any answer was not a 2xx
 */
export function load(url: string, seconds: number, accept?: string): LoadResult {
  const wrk = Bun.which("wrk");
  if (!wrk) throw new Error("The benchmark needs wrk: apt-get install wrk (or brew install wrk).");
  const header = accept === undefined ? [] : ["-H", `Accept-Encoding: ${accept}`];
  const run = Bun.spawnSync([wrk, "-t1", `-c${CONNECTIONS}`, `-d${seconds}s`, ...header, "--latency", url]);
  const text = run.stdout.toString();
  const rate = /Requests\/sec:\s+([\d.]+)/.exec(text)?.[1];
  if (!rate || /Non-2xx|Socket errors/.test(text)) throw new Error(`wrk failed on ${url}:\n${text}`);
  return { requestsPerSecond: Number(rate), p50: latency(text, "50%"), p99: latency(text, "99%") };
}

function latency(text: string, percentile: string): number {
  const match = new RegExp(`${percentile}\\s+([\\d.]+)(us|ms|s)`).exec(text);
  if (!match) throw new Error(`wrk printed no ${percentile} latency:\n${text}`);
  const factor = { us: 0.001, ms: 1, s: 1000 }[match[2] ?? "ms"] ?? 1;
  return Number(match[1]) * factor;
}
