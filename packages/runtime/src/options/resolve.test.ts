import { describe, expect, test } from "vitest";
import { listenAddress, shownAddress } from "../server/listen.ts";
import { resolveSettings } from "./resolve.ts";

const MB = 1_048_576;

test("defaults", () => {
  const settings = resolveSettings({}, {});
  expect(settings).toMatchObject({
    csp: undefined,
    csrf: true,
    trailingSlash: "never",
    health: { live: "/_bunsen/live", ready: "/_bunsen/ready" },
    shutdown: { delay: 0, timeout: 30 },
    idleTimeout: 75,
  });
  expect(listenAddress(settings)).toEqual({ hostname: "0.0.0.0", port: 3000 });
});

test("options left undefined are left out", () => {
  const health = { live: undefined, ready: "/r", check: undefined };
  expect(resolveSettings({ health, shutdown: { timeout: undefined } }, {})).toMatchObject({
    health: { live: "/_bunsen/live", ready: "/r" },
    shutdown: { timeout: 30 },
  });
});

test("csrf does not depend on the environment", () => {
  for (const NODE_ENV of ["production", "staging", "test", ""]) {
    expect(resolveSettings({}, { NODE_ENV }).csrf).toBe(true);
  }
});

test("the environment beats the options", () => {
  const options = {
    serve: { idleTimeout: 1, maxRequestBodySize: 1 },
    shutdown: { delay: 1, timeout: 1 },
    origin: "https://a.com",
    trustProxy: 0,
  };
  const environment = {
    IDLE_TIMEOUT: "2",
    SHUTDOWN_TIMEOUT: "3",
    ORIGIN: "https://b.com",
    BODY_SIZE_LIMIT: "4",
  };
  const settings = resolveSettings(options, environment);
  expect(settings.idleTimeout).toBe(2);
  expect(settings.shutdown).toEqual({ delay: 1, timeout: 3 });
  expect(settings.bodyLimit(undefined)).toBe(4);
  const request = { url: "http://x/", headers: new Headers({ host: "x" }) } as Request;
  expect(settings.origin.of(request)).toBe("https://b.com");
});

test("a mistake in either is an error", () => {
  expect(() => resolveSettings({}, { PORT: "x" })).toThrow(/^PORT/);
  expect(() => resolveSettings({ csrf: 1 as never }, {})).toThrow(/csrf/);
});

describe("the body limit", () => {
  test.each([
    ["nothing set", {}, {}, undefined, 10 * MB],
    ["the route's own", {}, {}, 50, 50 * MB],
    ["the environment caps a route", {}, { BODY_SIZE_LIMIT: "1M" }, 50, MB],
    ["and lets a silent route have more", {}, { BODY_SIZE_LIMIT: "100M" }, undefined, 100 * MB],
    ["but not a route that says less", {}, { BODY_SIZE_LIMIT: "100M" }, 1, MB],
    ["Bun's option does the same", { maxRequestBodySize: 5 }, {}, 50, 5],
  ])("%s", (_, serve, environment, route, expected) => {
    expect(resolveSettings({ serve }, environment).bodyLimit(route)).toBe(expected);
  });
});

describe("the address", () => {
  test.each([
    [{ port: 1, hostname: "a" }, {}, { port: 1, hostname: "a" }],
    [{ port: "8080" }, { HOST: "::" }, { port: 8080, hostname: "::" }],
    [{ port: 1 }, { PORT: "2" }, { port: 2, hostname: "0.0.0.0" }],
    [{ port: 1 }, { PORT: "" }, { port: 1, hostname: "0.0.0.0" }],
    [{ unix: "/a.sock" }, {}, { unix: "/a.sock" }],
    [{ unix: "/a.sock" }, { PORT: "2" }, { port: 2, hostname: "0.0.0.0" }],
    [{ unix: "/a.sock" }, { PORT: "2", SOCKET_PATH: "/b.sock" }, { unix: "/b.sock" }],
  ])("of %j with %j is %j", (serve, environment, expected) => {
    expect(listenAddress(resolveSettings({ serve }, environment))).toEqual(expected);
  });

  test.each([
    ["http://0.0.0.0:3000/", "0.0.0.0", "http://localhost:3000/"],
    ["https://[::]:3000/", "::", "https://localhost:3000/"],
    ["http://127.0.0.1:80/", "127.0.0.1", "http://127.0.0.1/"],
    ["unix:///a.sock", undefined, "unix:///a.sock"],
  ])("%s is shown as a person opens it", (href, hostname, expected) => {
    expect(shownAddress({ url: new URL(href), hostname })).toBe(expected);
  });
});
