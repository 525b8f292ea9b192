import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import handleConfig from "http-cache-tests/server/handle-config.mjs";
import handleState from "http-cache-tests/server/handle-state.mjs";
import handleTest from "http-cache-tests/server/handle-test.mjs";

export type Handle = (segments: string[], request: IncomingMessage, response: ServerResponse) => void;

const HANDLERS: Readonly<Record<string, Handle>> = {
  config: handleConfig,
  state: handleState,
  test: handleTest,
};

/** The suite's own server: what it answers, a request has told it before. Its `server.mjs` without files and fixed port. */
export async function startOrigin(): Promise<{ url: string; stop(): void }> {
  const server = createServer((request, response) => {
    const [name = "", ...segments] = new URL(request.url ?? "/", "http://origin").pathname
      .slice(1)
      .split("/");
    const handle = HANDLERS[name];
    if (handle) handle(segments, request, response);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, stop: () => void server.close() };
}
