/** Three events, two milliseconds apart; the timer ends with the client. */
export const GET = () => {
  let timer: ReturnType<typeof setInterval> | undefined;
  let sent = 0;
  const events = new ReadableStream<string>({
    start(controller) {
      timer = setInterval(() => {
        controller.enqueue(`data: ${++sent}\n\n`);
        if (sent < 3) return;
        clearInterval(timer);
        controller.close();
      }, 2);
    },
    cancel: () => clearInterval(timer),
  });
  return new Response(events, { headers: { "content-type": "text/event-stream" } });
};
