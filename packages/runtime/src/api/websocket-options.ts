/** What `websocket.upgrade` may return: a refusal, or what the connection is made with. */
// biome-ignore lint/suspicious/noConfusingVoidType: an upgrade hook may end without a return
export type UpgradeResult<Data> = Response | { data?: Data; headers?: HeadersInit } | undefined | void;

/**
 * The `websocket` option of `defineServer`: Bun's handler, and who may connect.
 *
 * Bun's limits hold unless set: messages up to `maxPayloadLength` (16 MB, then close code 1009), up to
 * `backpressureLimit` of unsent bytes per connection (16 MB, then `send()` drops and returns 0; with
 * `closeOnBackpressureLimit: true` the connection is closed instead), `idleTimeout` 120 s with pings before it ends.
 */
export interface WebSocketOptions<Data = unknown> extends Bun.WebSocketHandler<Data> {
  /**
   * The path that is upgraded, canonical and without Vite's `base`, such as `/ws`. Without it nothing is upgraded but
   * by middleware or an endpoint that calls `server.upgrade(req)`. Default none.
   */
  path?: string;
  /**
   * The origins besides our own whose pages may connect, such as `https://example.com`; `"*"` is all of them. Browsers
   * always send an origin (RFC 6455 §4.1), programs need none. Default none.
   */
  origins?: readonly string[];
  /**
   * Called before a connection on `path` is made. Return a `Response` to refuse it; nothing, or an object with `data` for
   * `ws.data` and `headers` for the handshake, to make it. Anything else is a logged 500, and no connection.
   */
  upgrade?(req: Request): UpgradeResult<Data> | Promise<UpgradeResult<Data>>;
}
