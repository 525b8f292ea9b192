/** Characters that move a terminal's cursor, colour text, change the title or reverse the direction of text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Untrusted text for a line on a terminal: control characters as `\u001b`. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, escaped);
}

/** The same for text of several lines. */
export function printableLines(text: string): string {
  return text.replace(UNPRINTABLE, (character) =>
    /[\n\t]/.test(character) ? character : escaped(character),
  );
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
