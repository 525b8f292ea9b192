import { describe, expect, test } from "vitest";
import { defineServer, type ServerOptions } from "../api/define-server.ts";
import { checkServerOptions } from "./validate.ts";

const nothing = () => undefined;

const EVERYTHING: ServerOptions = {
  middleware: nothing,
  websocket: {
    path: "/ws",
    origins: ["https://a.com", "*"],
    upgrade: nothing,
    message: nothing,
    maxPayloadLength: 1024,
  },
  serve: {
    port: "8080",
    hostname: "::",
    tls: [],
    http2: true,
    idleTimeout: 0,
    maxRequestBodySize: 1,
    reusePort: true,
  },
  origin: "https://example.com",
  allowedHosts: ["example.com", "*.example.com"],
  trustProxy: 1,
  publicEnv: ["API_URL"],
  csp: { directives: { "img-src": "*", sandbox: true }, reportOnly: true },
  csrf: false,
  headers: { "Strict-Transport-Security": "max-age=1", "x-frame-options": false },
  trailingSlash: "ignore",
  health: { live: "/live", ready: "/ready", check: nothing },
  shutdown: { delay: 0.5, timeout: 30 },
  onRequest: nothing,
  onError: nothing,
  onShutdown: nothing,
};

test("defineServer returns its argument", () => expect(defineServer(EVERYTHING)).toBe(EVERYTHING));

test("every option passes, all left out and all undefined", () => {
  const left = Object.fromEntries(Object.keys(EVERYTHING).map((key) => [key, undefined]));
  for (const options of [EVERYTHING, {}, left]) expect(() => checkServerOptions(options)).not.toThrow();
});

describe("an option of Bunext says where it is written here", () => {
  test.each([
    [{ port: 7000 }, /serve: { port }/],
    [{ dist_dir: ".bunext" }, /build\.outDir/],
    [{ assetsPrefix: "_static" }, /build\.assetsDir/],
    [{ global_vars: {} }, /bunsen\({ globalVars }\)/],
    [{ default_cache_expiry: 60 }, /cache: { defaultExpiry }/],
    [{ server_options: {} }, /Write serve/],
    [{ pages_exclude_patterns: [] }, /directory whose name contains --/],
    [{ ssr_compiler_excludes: [] }, /bunsen\({ external }\)/],
    [{ page_compiler_excludes: [] }, /Leave it out/],
    [{ max_logs: 5 }, /Leave it out/],
    [{ development: false }, /Leave it out/],
  ])("%j", (options, message) => {
    expect(() => checkServerOptions(options)).toThrow(message);
    expect(() => checkServerOptions(options)).toThrow("[FOREIGN_NAME]");
  });
});

describe("an unknown option names the nearest one", () => {
  test.each([
    [{ middelware: nothing }, /defineServer\(\) has no option "middelware".*"middleware"/],
    [{ shutdown: { timout: 1 } }, /defineServer\({ shutdown }\) has no option "timout".*"timeout"/],
    [{ serve: { hostnme: "a" } }, /"hostname"/],
    [{ websocket: { orgins: [] } }, /"origins"/],
    [{ health: { redy: "/x" } }, /"ready"/],
    [{ csp: { directive: {} } }, /"directives"/],
    [{ csp: { directives: { "style-scr": "*" } } }, /defineServer\({ csp.directives }\).*"style-src"/],
    [{ somethingElse: 1 }, /Known are middleware, around, middlewareTimeout, bodyTimeout, websocket/],
    [{ constructor: 1 }, /no option "constructor"/],
    [{ toString: 1 }, /no option "toString"/],
  ])("%j", (options, message) => {
    expect(() => checkServerOptions(options)).toThrow(message);
    expect(() => checkServerOptions(options)).toThrow(expect.objectContaining({ code: "UNKNOWN_OPTION" }));
  });
});

describe("a bad value names the option", () => {
  test.each<[string, unknown]>([
    ["middleware", { middleware: {} }],
    ["websocket.path", { websocket: { path: "ws" } }],
    ["websocket.path", { websocket: { path: "/a/../b" } }],
    ["websocket.path", { websocket: { path: "/ws?x" } }],
    ["websocket.origins", { websocket: { origins: "https://a.com" } }],
    ["websocket.origins", { websocket: { origins: ["a.com"] } }],
    ["websocket.origins", { websocket: { origins: ["https://a.com/x"] } }],
    ["websocket.message", { websocket: { message: "x" } }],
    ["websocket.idleTimeout", { websocket: { idleTimeout: 961 } }],
    ["serve.port", { serve: { port: 65_536 } }],
    ["serve.port", { serve: { port: "80a" } }],
    ["serve.fetch", { serve: { fetch: nothing } }],
    ["serve.routes", { serve: { routes: {} } }],
    ["serve.websocket", { serve: { websocket: {} } }],
    ["serve.idleTimeout", { serve: { idleTimeout: 256 } }],
    ["serve.maxRequestBodySize", { serve: { maxRequestBodySize: "10M" } }],
    ["serve", { serve: [] }],
    ["origin", { origin: "example.com" }],
    ["origin", { origin: "https://example.com/app" }],
    ["allowedHosts", { allowedHosts: "example.com" }],
    ["allowedHosts", { allowedHosts: ["https://example.com"] }],
    ["trustProxy", { trustProxy: true }],
    ["trustProxy", { trustProxy: -1 }],
    ["trustProxy", { trustProxy: 1.5 }],
    ["publicEnv", { publicEnv: ["API-URL"] }],
    ["csp", { csp: true }],
    ["csrf", { csrf: "yes" }],
    // What holds its content elsewhere than in its keys would pass for an object without options.
    ["websocket", { websocket: new Map([["path", "/ws"]]) }],
    ["serve", { serve: Promise.resolve({ port: 80 }) }],
    ["csp", { csp: Promise.resolve({}) }],
    ["headers", { headers: new Headers({ x: "a" }) }],
    ["headers.x", { headers: { x: "a\r\nb" } }],
    ["headers.x", { headers: { x: "€" } }],
    ["headers.x", { headers: { x: 1 } }],
    ["headers.a b", { headers: { "a b": "x" } }],
    ["headers", { headers: "x" }],
    ["trailingSlash", { trailingSlash: true }],
    ["health.live", { health: { live: "live" } }],
    ["health.check", { health: { check: true } }],
    ["shutdown.timeout", { shutdown: { timeout: "30" } }],
    ["shutdown.timeout", { shutdown: { timeout: Number.POSITIVE_INFINITY } }],
    ["shutdown.delay", { shutdown: { delay: null } }],
    ["middlewareTimeout", { middlewareTimeout: 0 }],
    ["middlewareTimeout", { middlewareTimeout: 2_592_000 }],
    ["middlewareTimeout", { middlewareTimeout: "30" }],
    ["onRequest", { onRequest: 1 }],
  ])("%s in %j", (name, options) => {
    expect(() => checkServerOptions(options)).toThrow(`The option ${name} of defineServer() is `);
    expect(() => checkServerOptions(options)).toThrow(expect.objectContaining({ code: "INVALID_OPTION" }));
  });

  test.each([null, [], "x", 1, nothing])("%j is no options", (options) => {
    expect(() => checkServerOptions(options)).toThrow(/defineServer/);
  });

  test("a message is one line, however long the value", () => {
    const origin = `${"x".repeat(1000)}\n`;
    expect(() => checkServerOptions({ origin })).toThrow(/^.{1,200}$/);
  });
});

test.each([null, [], "text", nothing, Promise.resolve({ middleware: nothing }), new Map()])(
  "a default export that is %o is refused",
  (value) => {
    expect(() => checkServerOptions(value)).toThrow("The default export of src/server.ts is");
  },
);
