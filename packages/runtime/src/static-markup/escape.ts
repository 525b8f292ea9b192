/** Text as React escapes it, in content and in attributes. */
export function escapeText(text: string): string {
  return Bun.escapeHTML(text);
}
