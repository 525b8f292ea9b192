/** How the sending of a body ended. */
export interface BodyEnd {
  /** Why it is not complete; `undefined` if it is. */
  readonly error: "body_failed" | "client_left" | undefined;
  readonly bytes: number;
}

/**
 * The same response, whose body tells how it ended: that it was read to its end, that it failed, or that the client left.
 *
 * @param onEnd is called once
 */
export function observeBody(response: Response, onEnd: (end: BodyEnd) => void): Response {
  const { body, status, statusText, headers } = response;
  if (body === null) {
    onEnd({ error: undefined, bytes: 0 });
    return response;
  }
  const reader: ReadableStreamDefaultReader<Uint8Array | string> = body.getReader();
  let bytes = 0;
  let isEnded = false;
  const end = (error: BodyEnd["error"]) => {
    if (isEnded) return;
    isEnded = true;
    onEnd({ error, bytes });
  };
  const observed = new ReadableStream<Uint8Array | string>(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read();
          // The client left while this waited.
          if (isEnded) return;
          if (!done) {
            bytes += typeof value === "string" ? Buffer.byteLength(value) : value.byteLength;
            controller.enqueue(value);
            return;
          }
          controller.close();
          end(undefined);
        } catch (error) {
          // Nobody is left to be told.
          if (isEnded) return;
          end("body_failed");
          throw error;
        }
      },
      cancel(reason) {
        end("client_left");
        // What is cancelled because it has failed rejects with that failure, which was told where it arose.
        return reader.cancel(reason).catch(() => undefined);
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(observed as ReadableStream<Uint8Array>, { status, statusText, headers });
}
