import { liveErrors } from "../diagnostics/live-errors.ts";

/** The fields of an event, ready to be written. */
interface EventFields {
  event?: string;
  id?: string;
  retry?: number;
  text?: string | undefined;
}

/** What ends a line of an event stream, and NUL, with which an id would be ignored. */
const BREAKS = /[\r\n\0]/;

/**
 * An event as `text/event-stream` has it (https://html.spec.whatwg.org/multipage/server-sent-events.html).
 *
 * @throws {BunsenError} EVENT_FIELD for a type or an id that would be more than one line, which could forge other events
 */
export function eventText({ event, id, retry, text }: EventFields): string {
  let written = "";
  if (retry !== undefined) written += `retry: ${milliseconds(retry)}\n`;
  if (id !== undefined) written += `id: ${oneLine("id", id)}\n`;
  if (event !== undefined) written += `event: ${oneLine("event", event)}\n`;
  if (text !== undefined) written += `data: ${String(text).replaceAll(/\r\n|\r|\n/g, "\ndata: ")}\n`;
  return `${written}\n`;
}

function oneLine(name: string, value: unknown): string {
  if (typeof value !== "string" || BREAKS.test(value)) {
    throw liveErrors.eventField(name, "is no text of one line");
  }
  return value;
}

function milliseconds(retry: unknown): number {
  if (!Number.isInteger(retry) || Number(retry) < 0) {
    throw liveErrors.eventField("retry", "is no whole number of milliseconds");
  }
  return Number(retry);
}
