import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { TrackedCookies } from "../../http/cookies.ts";
import { type KeyedInput, keyedHeaders, keyedValues, parseKeyedInput, variedHeaders } from "./vary.ts";

function inputs(...texts: string[]): KeyedInput[] {
  return texts.map((text) => parseKeyedInput(text) ?? expect.fail(`${text} is no input`));
}

describe("what may be named", () => {
  test.each([
    ["Accept-Language", { kind: "header", name: "accept-language" }],
    ["x-a", { kind: "header", name: "x-a" }],
    ["cookie:theme", { kind: "cookie", name: "theme" }],
    ["cookie:Theme", { kind: "cookie", name: "Theme" }],
    ["cookie:__Host-a", { kind: "cookie", name: "__Host-a" }],
    ["__proto__", { kind: "header", name: "__proto__" }],
  ])("%s", (text, input) => {
    expect(parseKeyedInput(text)).toEqual(input);
  });

  test.each([
    ..."cookie Cookie COOKIE authorization Authorization proxy-authorization Accept-Encoding range Range".split(
      " ",
    ),
    ..."If-None-Match if-match If-Modified-Since if-unmodified-since if-range host Host connection".split(
      " ",
    ),
    ..."content-length transfer-encoding cookie: Cookie:theme cookie:a=b cookie:a;b a,b a:b * ü x\ny x\r".split(
      " ",
    ),
    ..." |a b|cookie:a b| a|a |cookie: a|cookie:a\n|\0".split("|"),
  ])("not %j", (text) => {
    expect(parseKeyedInput(text)).toBeUndefined();
  });
});

describe("cookies", () => {
  const theme = inputs("cookie:theme");
  const rendered = (cookie: string) => {
    const values = keyedValues(theme, new Headers({ cookie }));
    return new TrackedCookies(keyedHeaders(theme, values).get("cookie"), false);
  };

  test("survive the way into the key and out of it, whatever they hold", () => {
    const value = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.string({ unit: "grapheme" }),
      fc.constant("a=b; c=d"),
    );
    fc.assert(
      fc.property(value, (text) => {
        const cookies = rendered(`a=1; theme=${encodeURIComponent(text.toWellFormed())}; session=secret`);
        expect([...cookies]).toEqual([["theme", text.toWellFormed()]]);
      }),
    );
  });

  test("that are not encoded, or wrongly, become what the visitor's context says they are", () => {
    const raw = fc.string({
      unit: fc.constantFrom(...'a % %4 %41 %zz %FF %C3 %C3%A9 + " é = , \\'.split(" ")),
    });
    fc.assert(
      fc.property(raw, (text) => {
        const header = `theme=${text}`;
        const own = new TrackedCookies(header, false).get("theme")?.toWellFormed();
        expect(rendered(header).get("theme")?.toWellFormed()).toBe(own);
      }),
    );
  });

  test.each(["", "theme", "theme2=a", "THEME=a", "a=theme=b"])("without the one: %j", (cookie) => {
    expect(keyedValues(theme, new Headers({ cookie }))).toEqual([
      new TrackedCookies(cookie, false).get("theme") ?? null,
    ]);
    expect([...keyedHeaders(theme, [null])]).toEqual([]);
  });
});

test("headers that no page could be given count as none", () => {
  const [header] = inputs("x-a");
  const fake = (text: string) => ({ get: () => text }) as unknown as Headers;
  for (const text of ["€", "a\0b", "a\nb", "\x7f", "\ud800"]) {
    expect(keyedValues(header ? [header] : [], fake(text)), JSON.stringify(text)).toEqual([null]);
  }
  expect(keyedValues(header ? [header] : [], fake("é\ta"))).toEqual(["é\ta"]);
});

test("Vary names each header once, and all cookies as one", () => {
  expect(variedHeaders(inputs("accept-language", "cookie:a", "cookie:b", "Accept-Language"))).toEqual([
    "accept-language",
    "cookie",
  ]);
});
