const LONGEST_PATH = 300;
const LONGEST_NAME = 32;
const MOST_NAMES = 8;

/**
 * A request's path, with the names of its parameters alone: their values may be tokens. So may a name that is as long as
 * one.
 *
 * @param target as it came in
 */
export function shownTarget(target: string): string {
  const mark = target.indexOf("?");
  if (mark < 0) return shortened(target, LONGEST_PATH);
  const names = new Set(
    [...new URLSearchParams(target.slice(mark + 1)).keys()].filter((name) => name !== ""),
  );
  const shown = [...names].slice(0, MOST_NAMES).map((name) => shortened(name, LONGEST_NAME));
  if (names.size > MOST_NAMES) shown.push("…");
  return shortened(target.slice(0, mark), LONGEST_PATH) + (shown.length > 0 ? `?${shown.join("&")}` : "");
}

function shortened(text: string, longest: number): string {
  return text.length > longest ? `${text.slice(0, longest / 2)}…` : text;
}
