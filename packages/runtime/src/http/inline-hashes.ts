/** Hashes of the inline scripts and styles of one page, as a policy names them (CSP3 §2.3.1): `sha256-…`. */
export interface InlineHashes {
  readonly scripts: readonly string[];
  readonly styles: readonly string[];
}

/** The hash of a script's or style's text, which the browser compares with that of the element's (CSP3 §6.7.3.3). */
export function inlineHash(text: string): string {
  // The browser's parser reads one line feed for each line break.
  const read = text.replaceAll(/\r\n?/g, "\n");
  return `sha256-${new Bun.CryptoHasher("sha256").update(read).digest("base64")}`;
}

/**
 * Takes the nonce from the elements that carry it and gives their hashes: of a page that is stored, no visitor may know
 * a nonce. What else is in the HTML cannot carry one that was made for this render alone.
 *
 * @param nonce base64
 */
export function extractInlineHashes(html: string, nonce: string): { html: string; hashes: InlineHashes } {
  const scripts = new Set<string>();
  const styles = new Set<string>();
  const parts = html.split(` nonce="${nonce}"`);
  for (let index = 1; index < parts.length; index++) {
    const isScript = parts[index - 1]?.endsWith("<script") === true;
    const element = parts.slice(index).join("");
    const text = textOf(element, isScript ? /<\/script/i : /<\/style/i);
    (isScript ? scripts : styles).add(inlineHash(text));
  }
  return { html: parts.join(""), hashes: { scripts: [...scripts], styles: [...styles] } };
}

/** What stands between the end of a start tag, whose attributes React has escaped, and the end tag. */
function textOf(element: string, endTag: RegExp): string {
  const start = element.indexOf(">") + 1;
  const length = element.slice(start).search(endTag);
  return length < 0 ? element.slice(start) : element.slice(start, start + length);
}
