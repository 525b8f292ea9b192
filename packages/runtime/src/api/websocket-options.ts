/**
 * What `websocket.upgrade` may return: a `Response` to refuse the connection; nothing, or an object with `data` for `ws.data`
 * and `headers` for the handshake response, to accept it.
 */
// biome-ignore lint/suspicious/noConfusingVoidType: an upgrade hook may end without a return
export type UpgradeResult<Data> = Response | { data?: Data; headers?: HeadersInit } | undefined | void;

/**
 * The `websocket` option of `defineServer`: Bun's `WebSocketHandler` (`open`, `message`, `close`, …), and which clients may
 * connect. `Data` is the type of `ws.data`.
 *
 * Bun's limits and their defaults:
 *
 * - `maxPayloadLength`: bytes of one message, 16 MB. A larger one closes the connection with the code 1009.
 * - `backpressureLimit`: unsent bytes per connection, 16 MB. Beyond it, `send()` drops the message and returns 0, or, with
 *   `closeOnBackpressureLimit: true`, the connection is closed.
 * - `idleTimeout`: 120 seconds; Bun sends pings before they have passed.
 */
export interface WebSocketOptions<Data = unknown> extends Bun.WebSocketHandler<Data> {
  /**
   * The path of WebSocket connections, canonical and without Vite's `base`, such as `"/ws"`. Default: none; then only
   * middleware and endpoints make connections, with `server.upgrade(req)`.
   */
  path?: string;
  /**
   * Other origins whose pages may connect, such as `"https://example.com"`; `"*"` allows all. The app's own origin is always
   * allowed, as are clients without an `Origin` header, which browsers always send (RFC 6455 §4.1). Pages of other origins get
   * a 403. Default `[]`.
   */
  origins?: readonly string[];
  /**
   * Called before a connection on `path` is made, for example to check a session cookie. Anything else than an
   * {@link UpgradeResult} is a 500 with UPGRADE_RESULT in the log, and no connection. Default: all connections are accepted.
   */
  upgrade?(req: Request): UpgradeResult<Data> | Promise<UpgradeResult<Data>>;
}
