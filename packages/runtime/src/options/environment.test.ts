import { describe, expect, test } from "vitest";
import { readEnvironment } from "./environment.ts";

const GOOD: [name: string, text: string, key: string, value: unknown][] = [
  ["HOST", "0.0.0.0", "host", "0.0.0.0"],
  ["HOST", "::", "host", "::"],
  ["HOST", "[::1]", "host", "::1"],
  ["HOST", "localhost", "host", "localhost"],
  ["HOST", "my_host.internal", "host", "my_host.internal"],
  ["PORT", "0", "port", 0],
  ["PORT", "65535", "port", 65_535],
  ["SOCKET_PATH", "/run/app.sock", "socketPath", "/run/app.sock"],
  ["BODY_SIZE_LIMIT", "512", "bodySizeLimit", 512],
  ["BODY_SIZE_LIMIT", "10M", "bodySizeLimit", 10_485_760],
  ["BODY_SIZE_LIMIT", "512kb", "bodySizeLimit", 524_288],
  ["BODY_SIZE_LIMIT", "1.5MiB", "bodySizeLimit", 1_572_864],
  ["BODY_SIZE_LIMIT", "2g", "bodySizeLimit", 2_147_483_648],
  ["IDLE_TIMEOUT", "0", "idleTimeout", 0],
  ["IDLE_TIMEOUT", "255", "idleTimeout", 255],
  ["SHUTDOWN_TIMEOUT", "5", "shutdownTimeout", 5],
  ["ORIGIN", "https://example.com", "origin", "https://example.com"],
  ["TRUST_PROXY", "2", "trustProxy", 2],
  ["CACHE_DIR", "./cache", "cacheDirectory", "./cache"],
  ["REDIS_URL", "redis://user:secret@localhost:6379/1", "redisUrl", "redis://user:secret@localhost:6379/1"],
  ["REDIS_URL", "rediss://redis.example.com", "redisUrl", "rediss://redis.example.com"],
  ["LOG", "json", "log", "json"],
];

test.each(GOOD)("%s=%s", (name, text, key, value) => {
  expect(readEnvironment({ [name]: text })).toHaveProperty(key, value);
});

const BAD: [name: string, texts: string[]][] = [
  ["HOST", ["http://a", "a:80", "a b", "a/b", " a", "[::1]:80", "é"]],
  ["PORT", ["65536", "-1", "80a", "0x50", "8e3", "3000.5", " 80", "99999999999", "Infinity"]],
  ["SOCKET_PATH", [`/${"x".repeat(107)}`, "/a\0b", " /a"]],
  ["BODY_SIZE_LIMIT", ["0", "-1", "10X", "M", "ten", "1e9", "Infinity", "9999999999G", "10 M", "0.1"]],
  ["IDLE_TIMEOUT", ["256", "-1", "10s", "1.5"]],
  ["SHUTDOWN_TIMEOUT", ["-1", "30s", "86401", "99999999999"]],
  ["ORIGIN", ["example.com", "https://example.com/app", "ftp://example.com", "https://a.com, https://b.com"]],
  ["TRUST_PROXY", ["true", "-1", "1.5", "33", "10.0.0.0/8"]],
  ["CACHE_DIR", [" x", "a\0"]],
  ["REDIS_URL", ["localhost:6379", "http://localhost", "x"]],
  ["LOG", ["JSON", "yes"]],
];

describe.each(BAD)("%s refuses", (name, texts) => {
  test.each(texts)("%j", (text) => {
    expect(() => readEnvironment({ [name]: text })).toThrow(
      expect.objectContaining({ code: "INVALID_ENVIRONMENT" }),
    );
    expect(() => readEnvironment({ [name]: text })).toThrow(
      new RegExp(`^${name} is .+\\. Set it to .+\\. \\[INVALID_ENVIRONMENT\\]$`),
    );
  });
});

test("empty and other variables say nothing", () => {
  const empty = Object.fromEntries(BAD.map(([name]) => [name, ""]));
  expect(
    Object.values(readEnvironment({ ...empty, HOME: "/", PORTS: "x" })).filter(
      (value) => value !== undefined,
    ),
  ).toEqual([]);
});

test("a password is not shown", () => {
  const read = () => readEnvironment({ REDIS_URL: "redi://user:secret@host" });
  expect(read).toThrow(/REDIS_URL/);
  expect(read).not.toThrow(/secret/);
});
