import type { Browser } from "playwright-core";
import type { Case } from "./cases.ts";

/** What a mode gave for a package: its value, or what went wrong. */
export interface Outcome {
  shown: string;
  problem?: string;
}

/** Asks an app for what it does with a package: an endpoint's value, or a page's text before and after hydration. */
export async function ask(origin: string, browser: Browser, { kind, path }: Case): Promise<Outcome> {
  try {
    const response = await fetch(origin + path);
    const body = await response.text();
    if (response.status !== 200) return { shown: "", problem: `${response.status}: ${body.slice(0, 300)}` };
    return kind === "endpoint" ? { shown: body } : await open(origin + path, browser, textOf(body));
  } catch (error) {
    return { shown: "", problem: error instanceof Error ? error.message : String(error) };
  }
}

/** The text of what the server rendered, with its elements' names. */
function textOf(html: string): string {
  const main = /<main[^>]*>(.*?)<\/main>/s.exec(html)?.[1] ?? "";
  return main.replace(/<style.*?<\/style>|<!--.*?-->/gs, "").replace(/<([a-z\d]+)[^>]*>/g, "<$1>");
}

async function open(url: string, browser: Browser, rendered: string): Promise<Outcome> {
  const page = await browser.newPage();
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(message.text());
  });
  try {
    await page.goto(url);
    await page.locator('main[data-live="true"]').waitFor({ timeout: 30_000 });
    const live = await page.locator("main").textContent();
    return { shown: `${rendered}\n${live}`, ...(problems.length > 0 && { problem: problems.join("; ") }) };
  } finally {
    await page.close();
  }
}

/** What differs between the modes, or failed in one; nothing if they agree. */
export function differenceOf(outcomes: ReadonlyMap<string, Outcome>): string | undefined {
  const problems = [...outcomes].flatMap(([mode, { problem }]) => (problem ? [`${mode}: ${problem}`] : []));
  if (problems.length > 0) return problems.join("\n    ");
  const shown = new Set([...outcomes.values()].map((outcome) => outcome.shown));
  if (shown.size === 1) return undefined;
  return [...outcomes].map(([mode, outcome]) => `${mode}: ${outcome.shown.slice(0, 300)}`).join("\n    ");
}
