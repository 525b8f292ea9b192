/** How much of a page is shown before and after the place where two differ, in characters. */
const AROUND = 60;

/** What one path was answered, with and without ready markup; `undefined` where there was no answer in time. */
export interface PageAnswers {
  path: string;
  /** The answer of the build, ready markup and all. */
  flat: string | undefined;
  /** Answers of two processes of a build that leaves all rendering to React. */
  plain: readonly (string | undefined)[];
}

export interface MarkupVerdict {
  /** How many pages were the same. */
  same: number;
  /** For each page that was not: its path, and where the answers part. */
  differences: string[];
  /** Paths of pages that React alone does not render the same twice: a time, a random number. */
  unsteady: string[];
  /** Paths of pages that were not answered in time. */
  unanswered: string[];
}

/** Compares pages byte by byte. */
export function compareMarkup(answers: readonly PageAnswers[]): MarkupVerdict {
  const verdict: MarkupVerdict = { same: 0, differences: [], unsteady: [], unanswered: [] };
  for (const { path, flat, plain } of answers) {
    const [ours, first, ...others] = [flat, ...plain].map((html) => html && withoutNonces(html));
    if (ours === undefined || first === undefined) verdict.unanswered.push(path);
    else if (ours === first) verdict.same++;
    else if (others.some((other) => other !== first)) verdict.unsteady.push(path);
    else verdict.differences.push(`${path}\n${firstDifference(first, ours)}`);
  }
  return verdict;
}

/** Every request has a nonce of its own. */
function withoutNonces(html: string): string {
  return html.replace(/ nonce="[^"]*"/g, ' nonce=""');
}

function firstDifference(expected: string, actual: string): string {
  let at = 0;
  while (at < expected.length && expected[at] === actual[at]) at++;
  const from = Math.max(0, at - AROUND);
  const part = (html: string) => JSON.stringify(html.slice(from, at + AROUND));
  return `    React:  ${part(expected)}\n    markup: ${part(actual)}\n    from character ${at} on`;
}
