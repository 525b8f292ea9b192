import { CLOSE, dev, get, type Row, request, row } from "./row.ts";

const SEEN = "/api/seen";
const PLAIN = { url: "http://127.0.0.1/api/seen", ip: "127.0.0.1" };
const seen = (url: string, ip = "127.0.0.1") => ({
  status: 200,
  body: { url: `${url}${SEEN}`, requestUrl: `${url}${SEEN}`, ip },
});

const SPOOFED = [
  "X-Forwarded-Host: evil.example",
  "X-Forwarded-Proto: https",
  "X-Forwarded-For: 6.6.6.6",
  "X-Forwarded-Port: 666",
  "X-Forwarded-Prefix: /evil",
  "X-Forwarded-Scheme: https",
  "X-Real-IP: 6.6.6.6",
  "X-Client-IP: 6.6.6.6",
  "True-Client-IP: 6.6.6.6",
  "CF-Connecting-IP: 6.6.6.6",
  "Fly-Client-IP: 6.6.6.6",
  "X-Cluster-Client-IP: 6.6.6.6",
  "X-Host: evil.example",
  "X-Original-Host: evil.example",
  "Front-End-Https: on",
  "Via: 1.1 evil.example",
  "Forwarded: for=6.6.6.6;host=evil.example;proto=https",
  "Forwarded: nonsense",
];

/** Without `trustProxy` nobody but the connection and the Host says anything. */
export const UNTRUSTED_ROWS: Row[] = [
  ...SPOOFED.map((line) => row(line, get(SEEN, line), { status: 200, body: PLAIN })),
  row("all of them at once", get(SEEN, ...SPOOFED), { status: 200, body: PLAIN }),
  row("a redirect", get("/about/", ...SPOOFED), { status: 308, headers: { location: "/about" } }),
];

/** Of any `trustProxy`: headers that no proxy of the two families writes say nothing. */
const UNKNOWN_FAMILY = SPOOFED.filter(
  (line) => !/^(X-Forwarded-(Host|Proto|For|Port)|Forwarded):/.test(line),
);

const from = (...lines: string[]): string => get(SEEN, ...lines);

const VITE_PORT = "Vite chooses the port, so allowedHosts is about names";

/**
 * `trustProxy: 1`,
 * `allowedHosts: ["127.0.0.1", "good.example", "*.good.example", "[::1]", "ported.example:8443", "*.any.example:*"]`
 */
export const ONE_PROXY_ROWS: Row[] = [
  row("no proxy said anything", get(SEEN), { status: 200, body: PLAIN }),
  ...UNKNOWN_FAMILY.map((line) => row(line, get(SEEN, line), { status: 200, body: PLAIN })),
  row("X-Forwarded-Host", from("X-Forwarded-Host: good.example"), seen("http://good.example")),
  row("the last of two", from("X-Forwarded-Host: evil.example, good.example"), seen("http://good.example")),
  row(
    "the last of two lines",
    from("X-Forwarded-Host: evil.example", "X-Forwarded-Host: good.example"),
    seen("http://good.example"),
  ),
  row("the first of two is not it", from("X-Forwarded-Host: good.example, evil.example"), 421),
  row("a host that is not ours", from("X-Forwarded-Host: evil.example"), 421),
  row("a host below ours", from("X-Forwarded-Host: a.b.good.example"), seen("http://a.b.good.example")),
  row("a host that ends like ours", from("X-Forwarded-Host: evilgood.example"), 421),
  row("a host that begins like ours", from("X-Forwarded-Host: good.example.evil.example"), 421),
  row(
    "our host in capitals, with the port of https",
    from("X-Forwarded-Host: GOOD.example:443", "X-Forwarded-Proto: https"),
    seen("https://good.example"),
  ),
  ...["good.example.", "a.good.example.", "good.example.:443", "127.0.0.1."].map((host) =>
    row(`a dot at the end: ${host}`, from(`X-Forwarded-Host: ${host}`), 421),
  ),
  ...["good.example:8443", "a.good.example:8443", "[::1]:8443", "ported.example:8444", "ported.example"].map(
    (host) =>
      row(
        `a port that is not ours: ${host}`,
        from(`X-Forwarded-Host: ${host}`),
        421,
        dev(seen(`http://${host}`), VITE_PORT),
      ),
  ),
  ...["ported.example:8443", "x.any.example", "x.any.example:1"].map((host) =>
    row(`a port that is allowed: ${host}`, from(`X-Forwarded-Host: ${host}`), seen(`http://${host}`)),
  ),
  ...["a b", "good.example/x", "u@good.example", "good.example:x", "", "good.example, ", "<script>"].map(
    (host) => row(`X-Forwarded-Host: ${JSON.stringify(host)}`, from(`X-Forwarded-Host: ${host}`), 400),
  ),
  row("X-Forwarded-Proto", from("X-Forwarded-Proto: https"), seen("https://127.0.0.1")),
  row("HTTPS", from("X-Forwarded-Proto: HTTPS"), seen("https://127.0.0.1")),
  row("wss", from("X-Forwarded-Proto: wss"), seen("https://127.0.0.1")),
  row("the last scheme", from("X-Forwarded-Proto: http, https"), seen("https://127.0.0.1")),
  ...["javascript", "https://evil.example", "ftp", "", "on", "constructor"].map((scheme) =>
    row(`X-Forwarded-Proto: ${scheme}`, from(`X-Forwarded-Proto: ${scheme}`), 400),
  ),
  row(
    "X-Forwarded-Port",
    from("X-Forwarded-Host: ported.example", "X-Forwarded-Port: 8443"),
    seen("http://ported.example:8443"),
  ),
  row(
    "a port that the host names",
    from("X-Forwarded-Host: x.any.example:81", "X-Forwarded-Port: 8443"),
    seen("http://x.any.example:81"),
  ),
  ...["x", "-1", "99999", "80/x"].map((port) =>
    row(`X-Forwarded-Port: ${port}`, from(`X-Forwarded-Port: ${port}`), 400),
  ),
  ...(
    [
      ["1.2.3.4", "1.2.3.4"],
      ["6.6.6.6, 1.2.3.4", "1.2.3.4"],
      ["1.2.3.4:5678", "1.2.3.4"],
      ["[2001:DB8::1]:80", "2001:db8::1"],
      ["2001:db8:0:0::1", "2001:db8::1"],
      ["::ffff:1.2.3.4", "1.2.3.4"],
      ["::ffff:102:304", "1.2.3.4"],
      ["unknown", ""],
      ["_hidden", ""],
      ["010.0.0.1", ""],
      ["1.2.3", ""],
      ["1.2.3.4, ", ""],
      ["<script>", ""],
      ["a,".repeat(7000), ""],
    ] as [string, string][]
  ).map(([list, ip]) =>
    row(
      `X-Forwarded-For: ${list.slice(0, 30)}`,
      from(`X-Forwarded-For: ${list}`),
      seen("http://127.0.0.1", ip),
    ),
  ),
  row(
    "Forwarded",
    from("Forwarded: for=1.2.3.4;host=good.example;proto=https"),
    seen("https://good.example", "1.2.3.4"),
  ),
  row(
    "Forwarded with quotes and IPv6",
    from('Forwarded: For="[2001:db8:cafe::17]:4711";Host="x.any.example:8080"'),
    seen("http://x.any.example:8080", "2001:db8:cafe::17"),
  ),
  row(
    "Forwarded with an escape in quotes",
    from('Forwarded: host="good\\.example"'),
    seen("http://good.example"),
  ),
  row("Forwarded with IPv6 for a host", from('Forwarded: host="[::1]:80"'), seen("http://[::1]")),
  row(
    "the last element",
    from("Forwarded: for=6.6.6.6;host=evil.example, for=1.2.3.4;host=good.example"),
    seen("http://good.example", "1.2.3.4"),
  ),
  row(
    "the last of two Forwarded lines",
    from("Forwarded: host=evil.example", "Forwarded: host=good.example"),
    seen("http://good.example"),
  ),
  row(
    "a comma in quotes",
    from('Forwarded: for="x, host=evil.example";host=good.example'),
    seen("http://good.example", ""),
  ),
  row("Forwarded for nobody", from("Forwarded: for=unknown"), seen("http://127.0.0.1", "")),
  ...[
    "nonsense",
    "for",
    "for=",
    "=x",
    'for="x',
    "for=[::1]:80 host=x",
    "for=1.2.3.4,",
    "",
    'for="x"y',
    "host=good.example;;proto=https",
  ].map((value) => row(`Forwarded: ${JSON.stringify(value)}`, from(`Forwarded: ${value}`), 400)),
  row("a host of Forwarded that is not ours", from("Forwarded: host=evil.example"), 421),
  row(
    "both families, of one mind",
    from("Forwarded: for=1.2.3.4", "X-Forwarded-For: 1.2.3.4"),
    seen("http://127.0.0.1", "1.2.3.4"),
  ),
  row("both families, of two minds", from("Forwarded: for=1.2.3.4", "X-Forwarded-For: 6.6.6.6"), 400),
  row(
    "one family says the host, the other one the address",
    from("Forwarded: host=good.example", "X-Forwarded-For: 6.6.6.6"),
    400,
  ),
  row(
    "a bad Host behind a proxy that names a good one",
    request(`GET ${SEEN} HTTP/1.0`, ["X-Forwarded-Host: good.example", CLOSE]),
    400,
  ),
  row("a redirect", get("/about/", "X-Forwarded-Host: good.example"), {
    status: 308,
    headers: { location: "/about" },
  }),
];

/** `trustProxy: 2` */
export const TWO_PROXIES_ROWS: Row[] = [
  row(
    "the second from the right",
    from("X-Forwarded-For: 6.6.6.6, 1.2.3.4, 5.6.7.8"),
    seen("http://127.0.0.1", "1.2.3.4"),
  ),
  row("a shorter list", from("X-Forwarded-For: 1.2.3.4"), seen("http://127.0.0.1", "1.2.3.4")),
  row(
    "the second host",
    from("X-Forwarded-Host: evil.example, good.example, inner.example"),
    seen("http://good.example"),
  ),
  row(
    "the second element",
    from("Forwarded: host=evil.example, host=good.example, host=inner.example"),
    seen("http://good.example"),
  ),
];
