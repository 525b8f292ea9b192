import { DOCUMENT_END } from "./document.ts";
import type { Late } from "./late.ts";

/**
 * A body that sends the shell at once, and what is late as it comes: boundaries that React finishes, and data. A render that
 * fails midway errors the stream, so that the client sees a broken transfer, not a whole page.
 *
 * @param stylesFor the styles of what React has just finished. A browser runs the script that shows it when it has them (HTML,
 *   §4.12.1: scripts wait for style sheets before them)
 * @param onEnd called once, at the end or when the client left before it
 */
export function documentStream(
  shell: string,
  late: Late,
  stylesFor: () => string | Promise<string>,
  onEnd: (how: "complete" | "left") => void,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let shellSent = false;
  const styles = async () => {
    try {
      return await stylesFor();
    } catch (failure) {
      onEnd("complete");
      late.close();
      throw failure;
    }
  };
  return new ReadableStream({
    async pull(controller) {
      if (!shellSent) {
        shellSent = true;
        controller.enqueue(encoder.encode(shell));
        return;
      }
      await late.ready();
      const text = late.take();
      const { ended } = late;
      if (text !== "") controller.enqueue(encoder.encode((await styles()) + text));
      if (!ended) return;
      onEnd("complete");
      if (late.failure !== undefined) return controller.error(late.failure);
      controller.enqueue(encoder.encode(DOCUMENT_END));
      controller.close();
    },
    cancel() {
      // In this order: React tells of every boundary that it gives up.
      onEnd("left");
      late.close();
    },
  });
}
