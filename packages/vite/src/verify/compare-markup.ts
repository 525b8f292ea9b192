/** How much of a page is shown before and after a difference, in characters. */
const AROUND = 60;

/** The responses for one path, with and without compiled markup; `undefined` if there was none in time. */
export interface PageResponses {
  path: string;
  /** The response of the build with compiled markup. */
  flat: string | undefined;
  /** Responses of two processes of a build in which React renders everything. */
  plain: readonly (string | undefined)[];
}

export interface MarkupVerdict {
  /** How many pages were the same. */
  same: number;
  /** For each page that differs: its path, and the first difference. */
  differences: string[];
  /** Paths of pages that React does not render the same twice: a time, a random number. */
  nondeterministic: string[];
  /** Paths of pages that did not respond in time. */
  unavailable: string[];
}

/** Compares pages byte by byte. */
export function compareMarkup(responses: readonly PageResponses[]): MarkupVerdict {
  const verdict: MarkupVerdict = { same: 0, differences: [], nondeterministic: [], unavailable: [] };
  for (const { path, flat, plain } of responses) {
    const [ours, first, ...others] = [flat, ...plain].map((html) => html && ofAnyBuild(html));
    if (ours === undefined || first === undefined) verdict.unavailable.push(path);
    else if (ours === first) verdict.same++;
    else if (others.some((other) => other !== first)) verdict.nondeterministic.push(path);
    else verdict.differences.push(`${path}\n${firstDifference(first, ours)}`);
  }
  return verdict;
}

/** The nonce differs in every response, and the id in every build. */
function ofAnyBuild(html: string): string {
  return html.replace(/ (nonce|data-build)="[^"]*"/g, ' $1=""');
}

function firstDifference(expected: string, actual: string): string {
  let at = 0;
  while (at < expected.length && expected[at] === actual[at]) at++;
  const from = Math.max(0, at - AROUND);
  const part = (html: string) => JSON.stringify(html.slice(from, at + AROUND));
  return `    React:  ${part(expected)}\n    markup: ${part(actual)}\n    from character ${at} on`;
}
