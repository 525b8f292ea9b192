import { describe, expect, test } from "vitest";
import { HttpError } from "../diagnostics/http-errors.ts";
import { bodyFault, guardBody, inBodyTime, limitBody } from "./body-limit.ts";
import { withUrl } from "./request-url.ts";

function streamed(chunks: number, size: number, type = "application/json") {
  const seen = { pulled: 0, cancelled: false };
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (seen.pulled === chunks) return controller.close();
        seen.pulled++;
        controller.enqueue(new Uint8Array(size));
      },
      cancel() {
        seen.cancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  const headers = { "content-type": type };
  return {
    seen,
    request: new Request("http://a/", { method: "POST", body, headers, duplex: "half" } as RequestInit),
  };
}

function declared(length: string, body = "abc"): Request {
  return new Request("http://a/", { method: "POST", body, headers: { "content-length": length } });
}

describe("a body with a length", () => {
  test("passes untouched up to the limit", () => {
    for (const length of ["0", "3", "03", "3, 3"]) {
      const request = declared(length);
      expect(limitBody(request, 3, 20)).toBe(request);
    }
  });

  test.each(["4", "4, 4", "99999999999999999999"])("is refused above it: %s", (length) => {
    expect(() => limitBody(declared(length), 3, 20)).toThrow(expect.objectContaining({ status: 413 }));
  });

  test("that is no number is counted", async () => {
    await expect(limitBody(declared("x", "abcdef"), 3, 20).text()).rejects.toMatchObject({ status: 413 });
  });
});

test("requests without a body cost nothing", () => {
  for (const method of ["GET", "HEAD", "DELETE", "POST"]) {
    const request = new Request("http://a/", { method });
    expect(limitBody(request, 0, 20)).toBe(request);
  }
});

describe("a body without a length", () => {
  test("arrives whole up to the limit", async () => {
    const { request } = streamed(4, 25);
    const limited = limitBody(request, 100, 20);
    expect((await limited.bytes()).byteLength).toBe(100);
    expect(bodyFault(limited)).toBeUndefined();
    expect(limited.headers.get("content-type")).toBe("application/json");
    expect(limited.method).toBe("POST");
  });

  test.each(["text", "json", "bytes", "blob", "arrayBuffer", "formData"] as const)(
    "fails %s() with a 413",
    async (read) => {
      const { request } = streamed(5, 25, "multipart/form-data; boundary=x");
      const limited = limitBody(request, 100, 20);
      await expect(limited[read]()).rejects.toBeInstanceOf(HttpError);
      expect(bodyFault(limited)?.status).toBe(413);
    },
  );

  test("is read only on demand, and not beyond the limit", async () => {
    const { request, seen } = streamed(1000, 25);
    const limited = limitBody(request, 100, 20);
    await Bun.sleep(1);
    expect(seen.pulled).toBe(0);
    const reader = limited.body?.getReader();
    await reader?.read();
    expect(seen.pulled).toBe(1);
    for (let chunk = 2; chunk <= 4; chunk++) await reader?.read();
    await expect(reader?.read()).rejects.toMatchObject({ status: 413 });
    expect(seen).toEqual({ pulled: 5, cancelled: true });
  });

  test("can be given up, read or unread", async () => {
    for (const chunks of [0, 1]) {
      const { request, seen } = streamed(10, 25);
      const reader = limitBody(request, 1000, 20).body?.getReader();
      for (let chunk = 0; chunk < chunks; chunk++) await reader?.read();
      await reader?.cancel("enough");
      expect(seen.cancelled).toBe(true);
    }
  });
});

describe("a guarded body", () => {
  test("costs nothing where nothing can be too long", () => {
    expect(guardBody(new Request("http://a/"), 0, 20)).toBeUndefined();
    expect(guardBody(declared("3"), 3, 20)).toBeUndefined();
  });

  test("meets the limit of the moment it is read", async () => {
    for (const [limit, allowed] of [
      [100, 50],
      [50, 100],
    ] as const) {
      const guarded = guardBody(streamed(3, 25).request, limit, 20);
      guarded?.allow(allowed);
      const read = guarded?.request.text();
      if (allowed === 100) expect(await read).toHaveLength(75);
      else await expect(read).rejects.toMatchObject({ status: 413 });
    }
  });

  test("that says its length is not read beyond the limit", async () => {
    const { request, seen } = streamed(3, 25);
    request.headers.set("content-length", "75");
    const guarded = guardBody(request, 50, 20);
    expect(() => guarded?.allow(74)).toThrow(expect.objectContaining({ status: 413 }));
    await expect(guarded?.request.text()).rejects.toMatchObject({ status: 413 });
    expect(seen).toEqual({ pulled: 3, cancelled: true });
  });

  test("keeps the URL that was put in the request's place", () => {
    const request = withUrl(streamed(1, 1).request, "https://b.example/");
    expect(limitBody(request, 1, 20).url).toBe("https://b.example/");
  });
});

test("the message says what is allowed", () => {
  expect(() => limitBody(declared("99999999"), 10 * 1_048_576, 20)).toThrow("10 MB");
  expect(() => limitBody(declared("9999"), 512, 20)).toThrow("512 bytes");
});

describe("a client that falls silent", () => {
  /** Sends one chunk, and then nothing. */
  function silent(headers: Record<string, string> = {}) {
    const cancelled = Promise.withResolvers<unknown>();
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new Uint8Array(10)),
      cancel: (reason) => cancelled.resolve(reason),
    });
    const init = { method: "POST", body, headers, duplex: "half" } as RequestInit;
    return { request: new Request("http://a/", init), cancelled: cancelled.promise };
  }

  test.each<Record<string, string>>([{}, { "content-length": "40000" }])(
    "in a body that is watched (%j) is a 408",
    async (headers) => {
      const { request, cancelled } = silent(headers);
      const limited = limitBody(request, 100_000, 0.05);
      await expect(limited.text()).rejects.toMatchObject({ status: 408 });
      expect(bodyFault(limited)?.status).toBe(408);
      expect(await cancelled).toMatchObject({ status: 408 });
    },
  );

  test("in a small body has its time for the whole of it", async () => {
    const { request } = silent({ "content-length": "20" });
    expect(limitBody(request, 100, 0.05)).toBe(request);
    await expect(inBodyTime(request, 0.05, request.text())).rejects.toMatchObject({ status: 408 });
  });

  test("one that goes on in time is waited for, however long it takes", async () => {
    let chunks = 0;
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        await Bun.sleep(20);
        if (chunks++ === 6) return controller.close();
        controller.enqueue(new Uint8Array(10));
      },
    });
    const request = new Request("http://a/", { method: "POST", body, duplex: "half" } as RequestInit);
    const limited = limitBody(request, 1000, 0.08);
    expect((await inBodyTime(limited, 0.08, limited.bytes())) satisfies Uint8Array).toHaveLength(60);
  });
});
