import { describeModes } from "../support/modes.ts";
import { APP } from "./app.ts";
import { BODY_ROWS } from "./bodies.ts";
import { CHUNK_ROWS } from "./chunks.ts";
import { runConnections } from "./connections.ts";
import { CONTENT_LENGTH_ROWS, SMUGGLING_ROWS } from "./content-length.ts";
import { COOKIE_ROWS, QUERY_ROWS } from "./cookies-query.ts";
import { CROSS_SITE_ROWS } from "./cross-site.ts";
import { DEFAULT_HEADER_ROWS } from "./default-headers.ts";
import { ENCODING_ROWS } from "./encodings.ts";
import { CONDITIONAL_ROWS, RANGE_ROWS } from "./files.ts";
import { runHeads } from "./heads.ts";
import { ABSOLUTE_FORM_ROWS, HEALTH_ROWS, HOST_ROWS } from "./host.ts";
import { runLeaving } from "./leaving.ts";
import { HEADER_LINE_ROWS, REQUEST_LINE_ROWS } from "./lines.ts";
import { METHOD_ROWS, STRANGE_METHOD_ROWS } from "./methods.ts";
import { ONE_PROXY_ROWS, TWO_PROXIES_ROWS, UNTRUSTED_ROWS } from "./proxies.ts";
import { runTable } from "./run.ts";
import { DEPTH_ROWS, GUARDED_ROWS, MISSING_ROWS } from "./target-misses.ts";
import { FILE_ROWS, PARAMETER_ROWS, PRERENDERED_ROWS } from "./target-routes.ts";
import { BAD_TARGET_ROWS, REDIRECT_ROWS, SAME_PAGE_ROWS } from "./targets.ts";
import { UPGRADE_ROWS } from "./upgrades.ts";

describeModes(APP, (app) => {
  runTable(app, "Host", HOST_ROWS);
  runTable(app, "targets in absolute form", ABSOLUTE_FORM_ROWS);
  runTable(app, "health paths", HEALTH_ROWS);
  runTable(app, "targets that are redirected", REDIRECT_ROWS);
  runTable(app, "targets that need no redirect", SAME_PAGE_ROWS);
  runTable(app, "targets that are refused", BAD_TARGET_ROWS);
  runTable(app, "targets that mean nothing", MISSING_ROWS);
  runTable(app, "targets that are encoded again and again", DEPTH_ROWS);
  runTable(app, "guarded targets", GUARDED_ROWS);
  runTable(app, "targets of pages and endpoints with parameters", PARAMETER_ROWS);
  runTable(app, "targets of files", FILE_ROWS);
  runTable(app, "targets of prerendered pages", PRERENDERED_ROWS);
  runTable(app, "methods", METHOD_ROWS);
  runTable(app, "strange methods", STRANGE_METHOD_ROWS);
  runHeads(app);
  runTable(app, "headers that nobody asked for", DEFAULT_HEADER_ROWS);
  runTable(app, "Content-Length", CONTENT_LENGTH_ROWS);
  runTable(app, "Transfer-Encoding", SMUGGLING_ROWS);
  runTable(app, "chunks", CHUNK_ROWS);
  runTable(app, "bodies", BODY_ROWS);
  runTable(app, "request lines", REQUEST_LINE_ROWS);
  runTable(app, "header lines", HEADER_LINE_ROWS);
  runTable(app, "cookies", COOKIE_ROWS);
  runTable(app, "queries", QUERY_ROWS);
  runTable(app, "conditional requests", CONDITIONAL_ROWS);
  runTable(app, "ranges", RANGE_ROWS);
  runTable(app, "Accept-Encoding", ENCODING_ROWS);
  runTable(app, "requests of other sites", CROSS_SITE_ROWS);
  runTable(app, "WebSocket handshakes", UPGRADE_ROWS);
  runTable(app, "what proxies say, without trust", UNTRUSTED_ROWS);
  runConnections(app);
  runLeaving(app);
});

const ONE_PROXY = {
  TRUST_PROXY: "1",
  CONTRACT_HOSTS: "127.0.0.1,good.example,*.good.example,[::1],ported.example:8443,*.any.example:*",
};
describeModes(APP, (app) => runTable(app, "what one proxy says", ONE_PROXY_ROWS), { environment: ONE_PROXY });

const TWO_PROXIES = { TRUST_PROXY: "2" };
describeModes(APP, (app) => runTable(app, "what two proxies say", TWO_PROXIES_ROWS), {
  environment: TWO_PROXIES,
});

/** What `NODE_ENV` says switches off nothing: it was decided by the build. */
describeModes(APP, (app) => runTable(app, "requests of other sites, elsewhere", CROSS_SITE_ROWS), {
  environment: { NODE_ENV: "staging" },
  modes: ["bun", "binary"],
});
