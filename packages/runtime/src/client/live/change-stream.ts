import { appBase } from "../../contract/base-path.ts";
import { LIVE_PATH } from "../../contract/live.ts";

/** Why a stream could not be opened. */
export class Refused extends Error {
  readonly status: number;
  /** Milliseconds that the server asks to wait. */
  readonly wait: number;

  constructor({ status, headers }: Response) {
    super(`The stream of changes was refused with ${status}.`);
    this.status = status;
    this.wait = Number(headers.get("retry-after")) * 1000 || 0;
  }
}

export interface StreamEvents {
  /** The connection stands, or something came over it: what has not been told until now has not happened. */
  onContact(): void;
  /** @param spread milliseconds among which to choose one at random, to refresh then */
  onChange(spread: number): void;
}

/**
 * Reads the stream of changes until it ends. Not by `EventSource`, which does not say why it was refused.
 *
 * @param age milliseconds since the page was requested, or since the last contact
 * @throws {Refused}, or when the connection breaks
 */
export async function readChanges(
  topics: string,
  age: number,
  signal: AbortSignal,
  { onContact, onChange }: StreamEvents,
): Promise<void> {
  const query = new URLSearchParams({ topics, age: String(Math.ceil(age)) });
  const response = await fetch(`${appBase().slice(0, -1)}${LIVE_PATH}?${query}`, {
    headers: { accept: "text/event-stream" },
    cache: "no-store",
    mode: "same-origin",
    signal,
  });
  if (
    !response.ok ||
    !response.body ||
    !response.headers.get("content-type")?.startsWith("text/event-stream")
  ) {
    await response.body?.cancel();
    throw new Refused(response);
  }
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value = "" } = await reader.read();
    if (done) return;
    onContact();
    const lines = (rest + value).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) if (line.startsWith("data: ")) onChange(Number(line.slice(6)));
  }
}
