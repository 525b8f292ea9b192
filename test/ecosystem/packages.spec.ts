import { expect, test } from "vitest";
import { appFiles } from "../../ecosystem/app.ts";
import { casesOf, SAMPLE } from "../../ecosystem/cases.ts";
import { ask } from "../../ecosystem/compare.ts";
import { openPage } from "../support/browser.ts";
import { describeModes } from "../support/modes.ts";

const cases = casesOf(SAMPLE);

/** A development server bundles a large library before its first page. */
const FIRST_PAGE_MILLISECONDS = 120_000;

/** What each page is made of, in the mode that was asked first. */
const firstMarkup = new Map<string, string | undefined>();

// The others: `npm run ecosystem`.
describeModes(appFiles(cases), (app) => {
  test.each(cases)(
    "$name gives what it should, and the same everywhere",
    async (one) => {
      const open = (path: string, javaScriptEnabled: boolean) => openPage(app, path, { javaScriptEnabled });
      const { value, markup, problem } = await ask(app.origin, open, one);
      expect({ value, problem }).toEqual({ value: one.expected, problem: undefined });
      if (!firstMarkup.has(one.name)) firstMarkup.set(one.name, markup);
      expect(markup).toBe(firstMarkup.get(one.name));
    },
    FIRST_PAGE_MILLISECONDS,
  );
});
