/** Escapes text for HTML content and double-quoted attribute values. */
export function escapeHtml(text: string): string {
  return Bun.escapeHTML(text);
}

/** One element without content, such as `<meta name="a" content="b">`. `undefined` attributes are left out. */
export function voidElement(tag: "meta" | "link", attributes: Record<string, string | undefined>): string {
  let html = `<${tag}`;
  for (const name in attributes) {
    const value = attributes[name];
    if (value !== undefined) html += ` ${name}="${escapeHtml(value)}"`;
  }
  return `${html}>`;
}
