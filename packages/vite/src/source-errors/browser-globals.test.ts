import { expect, test } from "vitest";
import { withBrowserAdvice } from "./browser-globals.ts";

test.each(["window is not defined", "FileList is not defined", "Can't find variable: document"])(
  "%s comes with advice",
  (message) => {
    expect(withBrowserAdvice(message)).toMatch(/only browsers have it.*useEffect.*\[BROWSER_ONLY\]$/);
  },
);

test.each(["price is not defined", "window", "the window is not defined", ""])(
  "%j is left as it is",
  (message) => {
    expect(withBrowserAdvice(message)).toBe(message);
  },
);
