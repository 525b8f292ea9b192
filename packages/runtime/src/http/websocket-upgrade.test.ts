import { describe, expect, test } from "vitest";
import type { WebSocketOptions } from "../api/websocket-options.ts";
import { decideUpgrade, type UpgradeDecision } from "./websocket-upgrade.ts";

function decide(
  headers: Record<string, string>,
  options: WebSocketOptions = { path: "/ws" },
  path = "/ws",
): UpgradeDecision {
  const request = new Request("http://example.com/ws", { headers: { upgrade: "websocket", ...headers } });
  return decideUpgrade(options, request, path, "http://example.com");
}

describe("on the path", () => {
  test.each<[string, Record<string, string>, UpgradeDecision]>([
    ["a program without Origin", {}, "upgrade"],
    ["a page of ours", { origin: "http://example.com" }, "upgrade"],
    ["a page of ours behind TLS", { origin: "https://example.com" }, "upgrade"],
    ["a page of the Host", { origin: "https://internal:3000", host: "internal:3000" }, "upgrade"],
    ["capitals", { upgrade: "WebSocket" }, "upgrade"],
    ["a foreign page", { origin: "https://evil.com" }, "cross-origin"],
    ["a foreign page named alike", { origin: "http://example.com.evil.com" }, "cross-origin"],
    ["a sandboxed page", { origin: "null" }, "cross-origin"],
    ["another port", { origin: "http://example.com:81" }, "cross-origin"],
    ["another protocol", { upgrade: "h2c" }, "pass"],
  ])("%s", (_, headers, expected) => expect(decide(headers)).toBe(expected));

  test("a plain request passes", () => {
    const request = new Request("http://example.com/ws", { headers: { origin: "https://evil.com" } });
    expect(decideUpgrade({ path: "/ws" }, request, "/ws", "http://example.com")).toBe("pass");
  });

  test("only GET is a handshake", () => {
    const request = new Request("http://example.com/ws", {
      method: "POST",
      headers: { upgrade: "websocket" },
    });
    expect(decideUpgrade({ path: "/ws" }, request, "/ws", "http://example.com")).toBe("pass");
  });
});

test.each<[readonly string[], UpgradeDecision]>([
  [["https://a.com"], "upgrade"],
  [["https://A.com"], "upgrade"],
  [["*"], "upgrade"],
  [["https://b.com"], "cross-origin"],
  [["http://a.com"], "cross-origin"],
  [[], "cross-origin"],
])("origins %j", (origins, expected) => {
  expect(decide({ origin: "https://a.com" }, { path: "/ws", origins })).toBe(expected);
});

describe("off the path", () => {
  test("user code may upgrade, for our own pages and for programs", () => {
    expect(decide({}, {}, "/chat")).toBe("pass");
    expect(decide({ origin: "http://example.com" }, { path: "/ws" }, "/chat")).toBe("pass");
  });

  test("but not for another site's", () => {
    expect(decide({ origin: "https://evil.com" }, {}, "/chat")).toBe("cross-origin");
  });
});
