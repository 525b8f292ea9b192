/** Hashes of the inline scripts and styles of one page, as in a policy (CSP3 §2.3.1): `sha256-…`. */
export interface InlineHashes {
  readonly scripts: readonly string[];
  readonly styles: readonly string[];
}

/** The hash of the text of a script or style, which the browser compares with the text of the element (CSP3 §6.7.3.3). */
export function inlineHash(text: string): string {
  // The HTML parser normalises line breaks to one line feed.
  const read = text.replaceAll(/\r\n?/g, "\n");
  return `sha256-${new Bun.CryptoHasher("sha256").update(read).digest("base64")}`;
}

/**
 * Removes the nonce from the elements that have it, and returns their hashes instead: a page that many visitors get must not
 * contain a nonce. No other HTML can contain it, because it was created for this render only.
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

/** The text between the start tag, whose attributes React has escaped, and the end tag. */
function textOf(element: string, endTag: RegExp): string {
  const start = element.indexOf(">") + 1;
  const length = element.slice(start).search(endTag);
  return length < 0 ? element.slice(start) : element.slice(start, start + length);
}
