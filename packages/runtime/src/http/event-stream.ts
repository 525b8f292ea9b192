import { Deadline } from "../util/deadline.ts";

/** Every client skips it (https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation). */
const COMMENT = new TextEncoder().encode(":\n\n");

function notRead(): DOMException {
  return new DOMException("The client does not read its events.", "TimeoutError");
}

/** Whether a response is a stream of server-sent events. */
export function isEventStream({ headers }: Response): boolean {
  return headers.get("content-type")?.toLowerCase().startsWith("text/event-stream") ?? false;
}

/**
 * Lets a stream of events begin before its first event. Bun sends no headers before the first byte, so a client would
 * not know that it is connected, and a proxy would take a quiet stream for a server that hangs: a comment is sent if
 * there is nothing else at once.
 *
 * A client that takes nothing of what is there for it is let go of, since the connection has no other limit: a stream may
 * be quiet, a reader may not.
 *
 * @param silence seconds; 0 for no limit
 */
export async function openEventStream(
  request: Request,
  response: Response,
  silence: number,
): Promise<Response> {
  const { body, status, statusText, headers } = response;
  if (body === null || request.method === "HEAD") return response;
  const reader: ReadableStreamDefaultReader<Uint8Array> = body.getReader();
  let first: ReturnType<typeof reader.read> | undefined = reader.read();
  // If the client leaves before it is asked for, it is nobody's failure.
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
        if (silence === 0) return;
        unread = new Deadline(silence, notRead);
        unread.onPassed((reason) => {
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
