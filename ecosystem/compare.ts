import { isDeepStrictEqual } from "node:util";
import type { Page } from "playwright-core";
import type { Case } from "./cases.ts";

/** What a mode gave for a package: its value or text, what else must be alike in all modes, or what went wrong. */
export interface Outcome {
  value: unknown;
  markup?: string;
  problem?: string;
}

/** Opens a page of an app. `problems` grows with what its console says. */
export type Opener = (
  path: string,
  javaScriptEnabled: boolean,
) => Promise<{ page: Page; problems: string[] }>;

/** Asks an app for what it does with a package: an endpoint's value, or a page's text and looks before and after hydration. */
export async function ask(origin: string, open: Opener, { kind, path }: Case): Promise<Outcome> {
  try {
    const response = await fetch(origin + path);
    const body = await response.text();
    if (response.status !== 200)
      return { value: undefined, problem: `${response.status}: ${body.slice(0, 600)}` };
    return kind === "endpoint" ? { value: JSON.parse(body).value } : await look(open, path, markupOf(body));
  } catch (error) {
    return { value: undefined, problem: error instanceof Error ? error.message : String(error) };
  }
}

/** The text of what the server rendered, with its elements' names. */
function markupOf(html: string): string {
  const main = /<main[^>]*>(.*?)<\/main>/s.exec(html)?.[1] ?? "";
  return main.replace(/<style.*?<\/style>|<!--.*?-->/gs, "").replace(/<([a-z\d]+)[^>]*>/g, "<$1>");
}

async function look(open: Opener, path: string, markup: string): Promise<Outcome> {
  const [still, live] = [await open(path, false), await open(path, true)];
  try {
    await live.page.locator('main[data-live="true"]').waitFor({ timeout: 60_000 });
    const [before, after] = [await looksOf(still.page), await looksOf(live.page)];
    const problems = [
      ...live.problems,
      ...(before === after ? [] : [`looks ${before} before its scripts, and ${after} after`]),
    ];
    const value = await textOf(live.page);
    return { value, markup, ...(problems.length > 0 && { problem: problems.join("; ") }) };
  } finally {
    await Promise.all([still.page.close(), live.page.close()]);
  }
}

/** The text that is shown: libraries put styles between their elements. */
function textOf(page: Page): Promise<string | null> {
  return page.locator("main").evaluate((main) => {
    const copy = main.cloneNode(true) as Element;
    for (const hidden of copy.querySelectorAll("style, script")) hidden.remove();
    return copy.textContent;
  });
}

/** The colours of the first element: those of a library's styles, if they have arrived. */
function looksOf(page: Page): Promise<string> {
  return page
    .locator("main > :not(style)")
    .first()
    .evaluate((element) => {
      const { backgroundColor, color, display } = getComputedStyle(element);
      return [color, backgroundColor, display].join(" ");
    });
}

/** What is wrong: a mode that failed, a difference between modes, or another value than expected. */
export function faultOf(
  { expected }: Case,
  outcomes: readonly [mode: string, Outcome][],
): string | undefined {
  const problems = outcomes.flatMap(([mode, { problem }]) => (problem ? [`${mode}: ${problem}`] : []));
  if (problems.length > 0) return problems.join("\n    ");
  const shown = outcomes.map(
    ([mode, { value, markup = "" }]) => `${mode}: ${JSON.stringify(value)} ${markup}`,
  );
  const first = outcomes[0]?.[1];
  const isSame = outcomes.every(([, outcome]) => isDeepStrictEqual(outcome, first));
  if (!isSame) return shown.map((line) => line.slice(0, 400)).join("\n    ");
  if (isDeepStrictEqual(first?.value, expected)) return undefined;
  return `gives ${JSON.stringify(first?.value)}, not ${JSON.stringify(expected)}`;
}
