import { type Expected, HOST, type Row, request, row } from "./row.ts";

const UPGRADE = "Upgrade: websocket";
const CONNECTION = "Connection: Upgrade";
const KEY = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";
const VERSION = "Sec-WebSocket-Version: 13";
const COMPLETE = [UPGRADE, CONNECTION, KEY, VERSION];

const CONNECTED: Expected = {
  status: 101,
  // RFC 6455 §1.3 has this pair.
  headers: { "sec-websocket-accept": "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", upgrade: /^websocket$/i },
};

const shake = (what: string, lines: readonly string[], gets: Expected, path = "/ws", method = "GET"): Row =>
  row(what, request(`${method} ${path} HTTP/1.1`, [HOST, ...lines]), gets, { staysOpen: true });

const without = (line: string): string[] => COMPLETE.filter((other) => other !== line);

/** RFC 6455 §4.2 */
export const UPGRADE_ROWS: Row[] = [
  shake("a complete handshake", COMPLETE, CONNECTED),
  shake(
    "names in another case",
    COMPLETE.map((line) => line.toLowerCase().replace(/(?<=key: ).*/, KEY.slice(19))),
    CONNECTED,
  ),
  shake("Connection with more in it", [...without(CONNECTION), "Connection: keep-alive, Upgrade"], CONNECTED),
  shake("a path that is spelled otherwise", COMPLETE, CONNECTED, "/%77s"),
  shake("no key", without(KEY), 400),
  shake("an empty key", [...without(KEY), "Sec-WebSocket-Key:"], 400),
  shake("a short key", [...without(KEY), "Sec-WebSocket-Key: x"], 400),
  shake("two keys", [...COMPLETE, KEY], 400),
  shake("no version", without(VERSION), { status: 426 }),
  shake("version 8", [...without(VERSION), "Sec-WebSocket-Version: 8"], { status: 426 }),
  shake("version 13 and another one", [...without(VERSION), "Sec-WebSocket-Version: 13, 8"], 426),
  shake("no Connection", without(CONNECTION), 400),
  shake("a Connection that is kept alive", [...without(CONNECTION), "Connection: keep-alive"], 400),
  shake("no Upgrade", without(UPGRADE), 404),
  shake("another protocol", [...without(UPGRADE), "Upgrade: h2c"], 404),
  shake("a list of protocols", [...without(UPGRADE), "Upgrade: h2c, websocket"], 404),
  shake("by POST", [...COMPLETE, "Content-Length: 0"], 404, "/ws", "POST"),
  ...[
    "http://evil.example",
    "null",
    "https://friend.example.evil.example",
    "https://friend.example:444",
    "http://friend.example",
    "",
  ].map((origin) => shake(`from ${JSON.stringify(origin)}`, [...COMPLETE, `Origin: ${origin}`], 403)),
  shake("from two origins", [...COMPLETE, "Origin: http://127.0.0.1", "Origin: http://evil.example"], 403),
  ...["http://127.0.0.1", "https://friend.example", "HTTPS://FRIEND.example"].map((origin) =>
    shake(`from ${origin}`, [...COMPLETE, `Origin: ${origin}`], CONNECTED),
  ),
  ...(
    [
      ["/about", 200],
      ["/api/seen", 200],
      ["/digits.txt", 200],
      ["/secret", 401],
      ["/ws/", 308],
      ["/nowhere", 404],
    ] as const
  ).map(([path, status]) => shake(`for ${path}, which makes none`, COMPLETE, status, path)),
  shake("for a page, from another site", [...COMPLETE, "Origin: http://evil.example"], 403, "/about"),
  row(
    "HTTP/2 without TLS",
    request("GET /about HTTP/1.1", [
      HOST,
      "Connection: Upgrade, HTTP2-Settings",
      "Upgrade: h2c",
      "HTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA",
    ]),
    { status: 200, body: /<h1>about/ },
    { staysOpen: true },
  ),
];
