import { describe, expect, test } from "vitest";
import { parseRawResponse, rawHeader, rawText } from "./raw-response.ts";

const bytes = (text: string): Uint8Array => Buffer.from(text, "latin1");

function parseWhole(text: string, options = {}) {
  const response = parseRawResponse(bytes(text), options);
  if (!response) throw new Error("the response is not complete");
  return response;
}

describe("a response with a length", () => {
  const text = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX-A: 1\r\nx-a:2\r\n\r\nhello";

  test("gives status, headers and body", () => {
    const response = parseWhole(text);
    expect(response.status).toBe(200);
    expect(response.statusText).toBe("OK");
    expect(rawText(response)).toBe("hello");
    expect(rawHeader(response, "CONTENT-LENGTH")).toBe("5");
  });

  test("keeps doubled header lines", () => {
    const response = parseWhole(text);
    expect(response.headers).toContainEqual(["X-A", "1"]);
    expect(response.headers).toContainEqual(["x-a", "2"]);
    expect(rawHeader(response, "x-a")).toBe("1, 2");
  });

  test("is incomplete at every earlier byte", () => {
    for (let end = 0; end < text.length; end += 1) {
      expect(parseRawResponse(bytes(text.slice(0, end)))).toBeUndefined();
    }
  });

  test("cut off by the server is an error", () => {
    expect(() => parseRawResponse(bytes(text.slice(0, -1)), { ended: true })).toThrow(/middle of the body/);
    expect(() => parseRawResponse(bytes(text.slice(0, 20)), { ended: true })).toThrow(/middle of the head/);
  });

  test("leaves what follows in rest", () => {
    const response = parseWhole(`${text}${text}`);
    expect(rawText({ ...response, body: response.rest })).toBe(text);
  });
});

test("101 is final, and what follows is another protocol's", () => {
  const response = parseWhole("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n\x81");
  expect([response.status, response.body.length, response.rest.length]).toEqual([101, 0, 1]);
});

describe("a chunked response", () => {
  const text = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n";

  test("is put together", () => {
    expect(rawText(parseWhole(text))).toBe("hello world");
  });

  test("is incomplete at every earlier byte", () => {
    for (let end = 0; end < text.length; end += 1) {
      expect(parseRawResponse(bytes(text.slice(0, end)))).toBeUndefined();
    }
  });

  test("without its last chunk is an error once the connection is closed", () => {
    expect(() => parseRawResponse(bytes(text.slice(0, -5)), { ended: true })).toThrow(/middle of the chunk/);
  });

  test("with a wrong chunk size is an error", () => {
    expect(() => parseRawResponse(bytes(text.replace("6\r\n", "5\r\n")))).toThrow(/longer than it says/);
    expect(() => parseRawResponse(bytes(text.replace("6\r\n", "x\r\n")))).toThrow(/not a chunk size/);
  });
});

test("a body without a length ends with the connection", () => {
  const text = "HTTP/1.1 200 OK\r\n\r\nhello";
  expect(parseRawResponse(bytes(text))).toBeUndefined();
  expect(rawText(parseWhole(text, { ended: true }))).toBe("hello");
});

test("HEAD, 204 and 304 have no body, whatever the headers say", () => {
  expect(parseWhole("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", { head: true }).body).toHaveLength(0);
  expect(parseWhole("HTTP/1.1 204 No Content\r\n\r\n").body).toHaveLength(0);
  expect(parseWhole("HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n").body).toHaveLength(0);
});

test("interim responses are skipped", () => {
  const text = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";
  expect(parseWhole(text).status).toBe(404);
});

test("what is no response is an error", () => {
  expect(() => parseRawResponse(bytes("<html>\r\n\r\n"))).toThrow(/not a status line/);
  expect(() => parseRawResponse(bytes("HTTP/1.1 200 OK\r\nbad\r\n\r\n"))).toThrow(/not a header line/);
});
