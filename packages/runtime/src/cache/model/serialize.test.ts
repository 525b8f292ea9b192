import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { StoredPage } from "../../api/cache-store.ts";
import { testPage } from "../test-pages.ts";
import { decodePage, encodePage } from "./serialize.ts";

const LABEL = { namespace: "build-1", key: "GET https://example.com/?a=1" };

const bytes = fc.uint8Array({ maxLength: 300 });
const text = fc.oneof(fc.string(), fc.string({ unit: "binary" }), fc.constantFrom("\ud800", "\0", "é", ""));
const anyPage: fc.Arbitrary<StoredPage> = fc.record({
  status: fc.integer({ min: 200, max: 599 }),
  headers: fc.array(fc.tuple(text, text), { maxLength: 4 }),
  body: bytes,
  renderedAt: fc.integer({ min: 0 }),
  fresh: fc.double({ min: 0, max: 1e9, noNaN: true }),
  stale: fc.nat(),
  path: text,
  tags: fc.array(text, { maxLength: 4 }),
});

/** Bytes that pass the checksum, whatever they hold. */
function sealed(description: unknown, bodies = new Uint8Array()): Uint8Array {
  const json = new TextEncoder().encode(JSON.stringify(description));
  const whole = new Uint8Array(20 + json.length + bodies.length);
  const view = new DataView(whole.buffer);
  whole.set(new TextEncoder().encode("BUNSENP2"));
  view.setUint32(16, json.length);
  whole.set(json, 20);
  whole.set(bodies, 20 + json.length);
  view.setBigUint64(8, Bun.hash.xxHash64(whole.subarray(16)));
  return whole;
}

test("what is written is read", () => {
  const property = fc.property(anyPage, text, text, fc.nat(), (page, namespace, key, since) => {
    const label = { namespace, key };
    const read = decodePage(label, encodePage(label, page, since));
    expect(read).toEqual({ page, since });
  });
  fc.assert(property);
});

describe("no page", () => {
  test("with any bit flipped", () => {
    const whole = encodePage(LABEL, testPage({ tags: ["a"] }), 7);
    for (let bit = 0; bit < whole.length * 8; bit++) {
      const flipped = whole.slice();
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(decodePage(LABEL, flipped), `bit ${bit}`).toBeUndefined();
    }
  });

  test("cut off anywhere, with more behind it, or with a part set to zero", () => {
    const whole = encodePage(LABEL, testPage(), 7);
    for (let length = 0; length < whole.length; length++) {
      expect(decodePage(LABEL, whole.subarray(0, length))).toBeUndefined();
      const zeroed = whole.slice();
      zeroed.fill(0, length);
      expect(decodePage(LABEL, zeroed)).toBeUndefined();
    }
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1 }), (more) => {
        expect(decodePage(LABEL, Uint8Array.from([...whole, ...more]))).toBeUndefined();
        expect(decodePage(LABEL, Uint8Array.from([...more, ...whole]))).toBeUndefined();
      }),
    );
  });

  test("in other bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), (other) => {
        expect(decodePage(LABEL, other)).toBeUndefined();
      }),
    );
  });

  test("under another label", () => {
    fc.assert(
      fc.property(fc.tuple(text, text), fc.tuple(text, text), ([namespace, key], [other, otherKey]) => {
        fc.pre(namespace !== other || key !== otherKey);
        const written = encodePage({ namespace, key }, testPage(), 0);
        expect(decodePage({ namespace: other, key: otherKey }, written)).toBeUndefined();
      }),
    );
  });

  const description = {
    ...LABEL,
    ...testPage(),
    since: 1,
    body: 0,
  };
  test("in a description that somebody else sealed", () => {
    expect(decodePage(LABEL, sealed(description))).toBeDefined();
    const hostile = fc.oneof(fc.jsonValue(), fc.constantFrom(-1, 1e99, 0.5, "__proto__"));
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(description)), hostile, (name, value) => {
        const read = decodePage(LABEL, sealed({ ...description, [name]: value }));
        if (read) expect(new Response(null, { status: read.page.status }).status).toBe(read.page.status);
      }),
      { numRuns: 1000 },
    );
  });

  test.each<[string, unknown]>([
    ["is no object", null],
    ["has no length", { ...description, body: undefined }],
    ["has a length beyond its end", { ...description, body: 1 }],
    ["has a header that is no pair", { ...description, headers: [["a"]] }],
    ["has no expiry", { ...description, fresh: null }],
    ["has a status of no final response", { ...description, status: 101 }],
  ])("when the description %s", (_, value) => {
    expect(decodePage(LABEL, sealed(value))).toBeUndefined();
  });
});

test("reading copies nothing", () => {
  const written = encodePage(LABEL, testPage(), 0);
  expect(decodePage(LABEL, written)?.page.body.buffer).toBe(written.buffer);
});
