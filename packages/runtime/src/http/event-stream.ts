import { Deadline } from "../util/deadline.ts";
import { COMMENT, type EventConnection } from "./outgoing-events.ts";

function notRead(): DOMException {
  return new DOMException("The client does not read its events.", "TimeoutError");
}

/** Whether a response is a stream of server-sent events. */
export function isEventStream({ headers }: Response): boolean {
  return headers.get("content-type")?.toLowerCase().startsWith("text/event-stream") ?? false;
}

/**
 * Sends the headers of an event stream before its first event. Bun sends no headers before the first byte, so that a client
 * would not know that it is connected, and a proxy would time out: if there is no event yet, a comment is sent.
 *
 * Disconnects a client that does not read: a stream may be silent, but a client that leaves events unread would occupy its
 * connection forever.
 */
export async function openEventStream(
  request: Request,
  response: Response,
  { patience, disconnect }: EventConnection,
): Promise<Response> {
  const { body, status, statusText, headers } = response;
  if (body === null || request.method === "HEAD") return response;
  const reader: ReadableStreamDefaultReader<Uint8Array> = body.getReader();
  let first: ReturnType<typeof reader.read> | undefined = reader.read();
  // If the client disconnects before it is read, a rejection must not be reported as unhandled.
  first.catch(() => undefined);
  await undefined;
  const isThere = Bun.peek.status(first) === "fulfilled";
  let unread: Deadline | undefined;
  const opened = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        if (!isThere) controller.enqueue(COMMENT);
      },
      async pull(controller) {
        unread?.clear();
        const { done, value } = await (first ?? reader.read());
        first = undefined;
        if (done) return controller.close();
        controller.enqueue(value);
        if (patience === 0) return;
        unread = new Deadline(patience, notRead);
        unread.onPassed((reason) => {
          disconnect();
          controller.error(reason);
          reader.cancel(reason).catch(() => undefined);
        });
      },
      cancel(reason) {
        unread?.clear();
        return reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(opened, { status, statusText, headers });
}
