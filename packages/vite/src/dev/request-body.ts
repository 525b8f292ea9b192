import type { IncomingMessage, ServerResponse } from "node:http";

/** How much of a refused body is read to keep its connection; most clients stop when they see the response. */
const LINGER_BYTES = 16 * 1024 * 1024;
const LINGER_MILLISECONDS = 5000;

/** The body of a Node request, read as fast as the app reads it. What is left when it cancels the stream is discarded. */
export function bodyStream(incoming: IncomingMessage): ReadableStream<Uint8Array> {
  let isRead = true;
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        incoming.on("data", (chunk: Uint8Array) => {
          controller.enqueue(chunk);
          if ((controller.desiredSize ?? 0) <= 0) incoming.pause();
        });
        incoming.once("end", () => {
          if (isRead) controller.close();
        });
        incoming.once("error", (error) => controller.error(error));
        incoming.once("close", () => {
          if (!incoming.complete) controller.error(new DOMException("The client left.", "AbortError"));
        });
        incoming.pause();
      },
      pull() {
        incoming.resume();
      },
      cancel() {
        isRead = false;
        discard(incoming);
      },
    },
    // Read only when the app reads: a refused body is not buffered.
    { highWaterMark: 0 },
  );
}

/**
 * Reads the rest of a body after its response is sent: the next request of the connection begins after it (RFC 9112
 * §9.3). Beyond the limits the connection ends.
 */
export function discardUnread(incoming: IncomingMessage, outgoing: ServerResponse): void {
  outgoing.once("finish", () => {
    if (incoming.complete && incoming.readableEnded) return;
    const { socket } = incoming;
    const end = () => socket.destroy();
    const timer = setTimeout(end, LINGER_MILLISECONDS);
    let bytes = 0;
    discard(incoming);
    incoming.on("data", (chunk: Uint8Array) => {
      bytes += chunk.byteLength;
      if (bytes > LINGER_BYTES) end();
    });
    const stop = () => clearTimeout(timer);
    incoming.once("end", stop).once("close", stop);
  });
}

function discard(incoming: IncomingMessage): void {
  incoming.removeAllListeners("data").resume();
}
