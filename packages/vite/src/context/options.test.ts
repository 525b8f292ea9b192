import { expect, test } from "vitest";
import { type BunsenOptions, checkOptions, prefetchSettings } from "./options.ts";

test.each<[BunsenOptions, string]>([
  [{ prefetch: "hover" } as never, '"intent", "visible" or "none"'],
  [{ prefetchExclude: "logout" } as never, "a list of parts of URLs"],
  [{ prefetchExclude: [""] }, "a list of parts of URLs"],
  [{ viewTransitions: "yes" } as never, "true or false"],
  [{ prefetchExcludes: [] } as never, 'Did you mean "prefetchExclude"?'],
])("%j is refused", (options, expected) => {
  expect(() => checkOptions(options)).toThrow(expected);
});

test("only what differs from the defaults is sent to browsers", () => {
  expect(prefetchSettings({ prefetch: "intent" })).toEqual({});
  const options: BunsenOptions = { prefetch: "none", prefetchExclude: [], viewTransitions: true };
  expect(() => checkOptions(options)).not.toThrow();
  expect(prefetchSettings(options)).toEqual({ mode: "none", exclude: [] });
});
